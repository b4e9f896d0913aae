package io.hydrobeam.pipeline.table;

import io.hydrobeam.model.Alert;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code alerts}, by days: each message of an alert is a row. The columns are those of
 * the alerts on Kafka, too.
 */
public final class AlertTable implements Table<Alert> {
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
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HHmmss-SSS", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  private final PartitionBy partitionBy;

  /** The table, with a file for each rig and each span of this length that has messages. */
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
    long start = alert.windowStartMillis();
    var time = partitionBy == PartitionBy.SECOND ? SECOND : MINUTE;
    return "%s/part-%s-%s.parquet"
        .formatted(
            PartitionBy.dayDirectory(start),
            FileNames.safe(alert.rig()),
            time.format(PartitionBy.utc(start)));
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
