package io.hydrobeam.tables;

import io.hydrobeam.model.Alert;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code alerts}: one file for each rig and minute with messages. Each message of an
 * alert is a row. The columns are those of the alerts on Kafka.
 */
public final class AlertTable implements SingleRowTable<Alert> {
  private static final long serialVersionUID = 1L;

  private static final Schema TIMESTAMP =
      LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
  private static final Schema SCHEMA =
      SchemaBuilder.record("Alert")
          .namespace("io.hydrobeam")
          .fields()
          .requiredString("id")
          .requiredString("rig")
          .requiredInt("cycle")
          .name("window_start")
          .type(TIMESTAMP)
          .noDefault()
          .name("window_end")
          .type(TIMESTAMP)
          .noDefault()
          .requiredString("type")
          .optionalString("sensor")
          .requiredString("severity")
          .requiredDouble("value")
          .requiredDouble("limit")
          .requiredString("message")
          .requiredString("state")
          .name("since")
          .type(TIMESTAMP)
          .noDefault()
          .optionalString("component")
          .endRecord();
  private static final Pattern DAY_FILES =
      Pattern.compile("part-(.+)-" + MinuteFiles.TIME_OF_DAY + "\\.parquet");

  private final PartitionBy partitionBy;

  /**
   * The table.
   *
   * @param partitionBy the span of the files that earlier builds made of this output
   */
  public AlertTable(PartitionBy partitionBy) {
    this.partitionBy = partitionBy;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord record(Alert alert) {
    var record = new GenericData.Record(SCHEMA);
    record.put("id", alert.id());
    record.put("rig", alert.rig());
    record.put("cycle", alert.cycle());
    record.put("window_start", alert.windowStartMillis());
    record.put("window_end", alert.windowEndMillis());
    record.put("type", alert.type().label());
    record.put("sensor", alert.sensor() == null ? null : alert.sensor().label());
    record.put("severity", alert.severity().label());
    record.put("value", alert.value());
    record.put("limit", alert.limit());
    record.put("message", alert.message());
    record.put("state", alert.state().label());
    record.put("since", alert.sinceMillis());
    record.put("component", alert.component() == null ? null : alert.component().label());
    return record;
  }

  @Override
  public String file(Alert alert) {
    return MinuteFiles.file(alert.rig(), alert.windowStartMillis());
  }

  @Override
  public Optional<String> dayFile(GenericRecord row) {
    return Optional.of(
        MinuteFiles.dayFile(
            row.get("rig").toString(), (Long) row.get("window_start"), partitionBy, ""));
  }

  @Override
  public Optional<Pattern> dayFiles() {
    return Optional.of(DAY_FILES);
  }

  /** An alert has one message a window at most. */
  @Override
  public String identity(GenericRecord row) {
    return String.format(
        Locale.ROOT, "%020d %s", (Long) row.get("window_start"), row.get("id").toString());
  }

  @Override
  public boolean replaces(GenericRecord row, GenericRecord present) {
    return true;
  }
}
