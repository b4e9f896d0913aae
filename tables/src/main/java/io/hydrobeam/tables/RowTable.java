package io.hydrobeam.tables;

import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.RowColumns;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code streaming}: a row for each rig, cycle and window, with the columns of the rows
 * on Kafka. Of two versions of a row the complete one stays, then the one with more samples, then
 * the one with the higher revision, in any order of arrival. Late samples are therefore never lost,
 * and duplicated samples never replace correct ones.
 */
public final class RowTable implements SingleRowTable<FeatureVector> {
  private static final long serialVersionUID = 1L;

  private static final Schema SCHEMA = AvroColumns.schema("Row", RowColumns.all());
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
    return AvroColumns.record(SCHEMA, RowColumns.all(), row);
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

  private static long samples(GenericRecord row) {
    return Sensor.all().stream().mapToLong(sensor -> (Long) row.get(sensor + "_count")).sum();
  }
}
