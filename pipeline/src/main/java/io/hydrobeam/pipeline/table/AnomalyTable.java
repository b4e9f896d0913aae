package io.hydrobeam.pipeline.table;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code anomalies}: one file for each rig and minute with anomalies. Each anomaly is
 * there once, as it was reported last.
 */
public final class AnomalyTable implements Table<Anomaly> {
  private static final long serialVersionUID = 1L;

  private static final Schema TIMESTAMP =
      LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
  private static final Schema SCHEMA =
      SchemaBuilder.record("Anomaly")
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
          .endRecord();
  private static final Pattern DAY_FILES =
      Pattern.compile("part-(.+)-" + MinuteFiles.TIME_OF_DAY + "--?\\d+(?:-normal)?\\.parquet");

  private final PartitionBy partitionBy;

  /**
   * The table.
   *
   * @param partitionBy the span of the files that earlier builds made of this output
   */
  public AnomalyTable(PartitionBy partitionBy) {
    this.partitionBy = partitionBy;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord record(Anomaly anomaly) {
    var record = new GenericData.Record(SCHEMA);
    record.put("id", anomaly.id());
    record.put("rig", anomaly.rig());
    record.put("cycle", anomaly.cycle());
    record.put("window_start", anomaly.windowStartMillis());
    record.put("window_end", anomaly.windowEndMillis());
    record.put("type", anomaly.type().label());
    record.put("sensor", anomaly.sensor() == null ? null : anomaly.sensor().label());
    record.put("severity", anomaly.severity().label());
    record.put("value", anomaly.value());
    record.put("limit", anomaly.limit());
    record.put("message", anomaly.message());
    return record;
  }

  @Override
  public String file(Anomaly anomaly) {
    return MinuteFiles.file(anomaly.rig(), anomaly.windowStartMillis());
  }

  @Override
  public Optional<String> dayFile(GenericRecord row) {
    Type type = Type.valueOf(row.get("type").toString().toUpperCase(Locale.ROOT));
    String end = "-" + row.get("cycle") + (type.isAgainstBaseline() ? "-normal" : "");
    return Optional.of(
        MinuteFiles.dayFile(
            row.get("rig").toString(), (Long) row.get("window_start"), partitionBy, end));
  }

  @Override
  public Optional<Pattern> dayFiles() {
    return Optional.of(DAY_FILES);
  }

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
