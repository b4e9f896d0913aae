package io.hydrobeam.tables;

import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The table {@code streaming}: a row for each rig, cycle and window. The columns are those of the
 * rows on Kafka, too. Of two versions of a row a complete one stays, then that with more samples,
 * then that with the higher revision, in whatever order they are written. So late samples are never
 * lost, and samples that were counted twice do not stay where they were counted once.
 */
public final class RowTable implements SingleRowTable<FeatureVector> {
  private static final long serialVersionUID = 1L;

  private static final Schema TIMESTAMP =
      LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
  private static final Schema SCHEMA = buildSchema();
  private static final Comparator<GenericRecord> VERSIONS =
      Comparator.comparing((GenericRecord row) -> (Boolean) row.get("complete"))
          .thenComparing(RowTable::samples)
          .thenComparing(row -> (Integer) row.get("revision"));

  private final PartitionBy partitionBy;

  /** The table, cut like this. */
  public RowTable(PartitionBy partitionBy) {
    this.partitionBy = partitionBy;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord record(FeatureVector row) {
    RigSnapshot snapshot = row.snapshot();
    var record = new GenericData.Record(SCHEMA);
    record.put("rig", snapshot.rig());
    record.put("cycle", snapshot.cycle());
    record.put("window_start", snapshot.windowStartMillis());
    record.put("window_end", snapshot.windowEndMillis());
    for (Sensor sensor : Sensor.all()) {
      var statistics = snapshot.sensors().get(sensor);
      record.put(sensor + "_count", statistics == null ? 0L : statistics.count());
      if (statistics != null) {
        record.put(sensor + "_avg", finite(statistics.avg()));
        record.put(sensor + "_min", finite(statistics.min()));
        record.put(sensor + "_max", finite(statistics.max()));
        record.put(sensor + "_std", finite(statistics.std()));
      }
    }
    record.put("pressure_mean", row.pressureMean());
    record.put("temperature_mean", row.temperatureMean());
    record.put("flow_mean", row.flowMean());
    record.put("pressure_range", row.pressureRange());
    record.put("pressure_variability", row.pressureVariability());
    record.put("flow_pressure_ratio", row.flowPressureRatio());
    record.put("efficiency_index", row.efficiencyIndex());
    record.put("sensor_count", row.sensorCount());
    record.put("complete", row.complete());
    record.put("revision", snapshot.revision());
    return record;
  }

  /**
   * The snapshot that a row was made from. A sensor whose figures are null, or that the file does
   * not know, is as if silent.
   *
   * @throws IllegalArgumentException naming a column that the row lacks
   */
  public static RigSnapshot snapshot(GenericRecord row) {
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      if (!row.hasField(sensor + "_count")) {
        continue; // a file of a version without the sensor
      }
      long count = (Long) column(row, sensor + "_count");
      var avg = (Double) column(row, sensor + "_avg");
      var min = (Double) column(row, sensor + "_min");
      var max = (Double) column(row, sensor + "_max");
      var std = (Double) column(row, sensor + "_std");
      if (count > 0 && avg != null && min != null && max != null && std != null) {
        sensors.put(sensor, new Statistics(count, avg, min, max, std));
      }
    }
    return new RigSnapshot(
        column(row, "rig").toString(),
        (Integer) column(row, "cycle"),
        (Long) column(row, "window_start"),
        (Long) column(row, "window_end"),
        (Integer) column(row, "revision"),
        sensors);
  }

  private static Object column(GenericRecord row, String name) {
    if (!row.hasField(name)) {
      throw new IllegalArgumentException("no column " + name);
    }
    return row.get(name);
  }

  @Override
  public String file(FeatureVector row) {
    RigSnapshot snapshot = row.snapshot();
    long start = snapshot.windowStartMillis();
    String directory = partitionBy.directory(start);
    String rig = FileNames.safe(snapshot.rig());
    return switch (partitionBy) {
      // The last part tells windows apart that are shorter than a second.
      case SECOND ->
          String.format(
              Locale.ROOT,
              "%s/cycle=%d/part-%s-%05d.parquet",
              directory,
              snapshot.cycle(),
              rig,
              Math.floorMod(start, 1000L));
      case MINUTE -> String.format(Locale.ROOT, "%s/part-%s-00000.parquet", directory, rig);
    };
  }

  @Override
  public String identity(GenericRecord row) {
    return String.format(
        Locale.ROOT, "%020d %010d", (Long) row.get("window_start"), (Integer) row.get("cycle"));
  }

  @Override
  public boolean replaces(GenericRecord row, GenericRecord present) {
    return VERSIONS.compare(row, present) >= 0;
  }

  /**
   * Finite samples may have figures that no double can hold: such a one is null, as a feature is.
   */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static long samples(GenericRecord row) {
    return Sensor.all().stream().mapToLong(sensor -> (Long) row.get(sensor + "_count")).sum();
  }

  private static Schema buildSchema() {
    FieldAssembler<Schema> fields =
        SchemaBuilder.record("Row")
            .namespace("io.hydrobeam")
            .fields()
            .requiredString("rig")
            .requiredInt("cycle")
            .name("window_start")
            .type(TIMESTAMP)
            .noDefault()
            .name("window_end")
            .type(TIMESTAMP)
            .noDefault();
    for (Sensor sensor : Sensor.all()) {
      fields =
          fields
              .optionalDouble(sensor + "_avg")
              .optionalDouble(sensor + "_min")
              .optionalDouble(sensor + "_max")
              .optionalDouble(sensor + "_std")
              // Files of a version without the sensor have none of its samples.
              .name(sensor + "_count")
              .type()
              .longType()
              .longDefault(0);
    }
    return fields
        .optionalDouble("pressure_mean")
        .optionalDouble("temperature_mean")
        .optionalDouble("flow_mean")
        .optionalDouble("pressure_range")
        .optionalDouble("pressure_variability")
        .optionalDouble("flow_pressure_ratio")
        .optionalDouble("efficiency_index")
        .requiredInt("sensor_count")
        .requiredBoolean("complete")
        .requiredInt("revision")
        .endRecord();
  }
}
