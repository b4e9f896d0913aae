package io.hydrobeam.pipeline.table;

import io.hydrobeam.model.Anomaly;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code anomalies}, by days: whatever was found stays, each anomaly once, as it was
 * reported last.
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
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HHmmss-SSS", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  private final PartitionBy partitionBy;

  /** The table, with a file for each rig, cycle and span of this length that has anomalies. */
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
    long start = anomaly.windowStartMillis();
    String part =
        "%s/part-%s-".formatted(PartitionBy.dayDirectory(start), FileNames.safe(anomaly.rig()));
    // What departs from normal has files of its own, since another step finds it, which may work at
    // the same time elsewhere.
    String end = (anomaly.type().isAgainstBaseline() ? "-normal" : "") + ".parquet";
    var time = partitionBy == PartitionBy.SECOND ? SECOND : MINUTE;
    // So have cycles, whose rows may be worked on at the same time.
    return part + time.format(PartitionBy.utc(start)) + "-" + anomaly.cycle() + end;
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
