package io.hydrobeam.tables;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Scope;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.AnomalyColumns;
import io.hydrobeam.model.AnomalyRow;
import io.hydrobeam.model.RowVersion;
import io.hydrobeam.model.WindowFindings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The table {@code anomalies}: one file for each rig and minute with anomalies. Each window has the
 * anomalies of the row version that the table of rows keeps.
 */
public final class AnomalyTable implements Table<WindowFindings> {
  private static final long serialVersionUID = 1L;

  private static final Schema SCHEMA = AvroColumns.schema("Anomaly", AnomalyColumns.all());
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

  /** The anomalies, or else a marker that there are none. */
  @Override
  public List<GenericRecord> records(WindowFindings found) {
    return found.anomalies().isEmpty()
        ? List.of(
            marker(
                found.rig(),
                found.cycle(),
                found.windowStartMillis(),
                found.scope(),
                found.version()))
        : found.anomalies().stream().map(anomaly -> record(anomaly, found.version())).toList();
  }

  /**
   * The row of an anomaly.
   *
   * @param version the version of the row in which it was found; null if it was found in several
   */
  static GenericRecord record(Anomaly anomaly, @Nullable RowVersion version) {
    GenericRecord record =
        AvroColumns.record(SCHEMA, AnomalyColumns.all(), new AnomalyRow(anomaly, version));
    for (Schema.Field field : SCHEMA.getFields()) {
      // Equal to the text of a record that was read.
      if (record.get(field.pos()) instanceof String text) {
        record.put(field.pos(), new Utf8(text));
      }
    }
    return record;
  }

  /** Says that nothing was found; see {@link Markers}. */
  static GenericRecord marker(
      String rig, int cycle, long start, Scope scope, @Nullable RowVersion version) {
    var record = new GenericData.Record(SCHEMA);
    record.put("id", new Utf8());
    record.put("rig", new Utf8(rig));
    record.put("cycle", cycle);
    record.put("window_start", start);
    record.put("window_end", start);
    record.put("type", new Utf8(scope.label()));
    record.put("severity", new Utf8());
    record.put("value", 0.0);
    record.put("limit", 0.0);
    record.put("message", new Utf8());
    putVersion(record, version);
    return record;
  }

  private static void putVersion(GenericRecord record, @Nullable RowVersion version) {
    if (version != null) {
      record.put("revision", version.revision());
      record.put("samples", version.samples());
      record.put("complete", version.complete());
    }
  }

  /** The version of the row in which it was found; null if of several rows, or by an old build. */
  static @Nullable RowVersion version(GenericRecord record) {
    Object samples = record.hasField("samples") ? record.get("samples") : null;
    return samples == null
        ? null
        : new RowVersion(
            (Long) samples, (Integer) record.get("revision"), (Boolean) record.get("complete"));
  }

  /** The scope of an anomaly or a marker. */
  static Scope scope(GenericRecord record) {
    String type = record.get("type").toString().toUpperCase(Locale.ROOT);
    if (Markers.isMarker(record)) {
      return Scope.valueOf(type);
    }
    boolean isOfAllRows = Type.valueOf(type) == Type.HIGH_SAMPLE_RATE && version(record) == null;
    return isOfAllRows ? Scope.WINDOW : Type.valueOf(type).scope();
  }

  @Override
  public Versions versions() {
    return new LatestFindings();
  }

  @Override
  public boolean hasMarkers() {
    return true;
  }

  @Override
  public String file(WindowFindings found) {
    return MinuteFiles.file(found.rig(), found.windowStartMillis());
  }

  @Override
  public Optional<String> dayFile(GenericRecord row) {
    String end = "-" + row.get("cycle") + (scope(row) == Scope.ROW ? "" : "-normal");
    return Optional.of(
        MinuteFiles.dayFile(
            row.get("rig").toString(), (Long) row.get("window_start"), partitionBy, end));
  }

  @Override
  public Optional<Pattern> dayFiles() {
    return Optional.of(DAY_FILES);
  }
}
