package io.hydrobeam.tables;

import io.hydrobeam.model.Anomaly.Scope;
import io.hydrobeam.model.RowVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The anomalies of a rig, of which those of one window, cycle and scope replace each other
 * together: those of the best version of the row stay, and of two alike the later. Where the best
 * version has none, a marker stays, so that the anomalies of a lesser version that come later are
 * known as such.
 */
final class LatestFindings implements Versions {
  private final TreeMap<Place, Findings> findings = new TreeMap<>();

  private record Place(long start, int cycle, Scope scope) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::start)
            .thenComparingInt(Place::cycle)
            .thenComparing(Place::scope);

    static Place of(GenericRecord record) {
      return new Place(
          (Long) record.get("window_start"),
          (Integer) record.get("cycle"),
          AnomalyTable.scope(record));
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Findings of one version.
   *
   * @param version null where it is not known, which is the least
   * @param rows the anomalies, or else one marker
   */
  private record Findings(@Nullable RowVersion version, List<GenericRecord> rows) {
    static Findings of(List<GenericRecord> records) {
      GenericRecord any = records.get(0);
      List<GenericRecord> anomalies =
          records.stream()
              .filter(record -> !Markers.isMarker(record))
              .sorted(Comparator.comparing(record -> record.get("id").toString()))
              .toList();
      return new Findings(
          AnomalyTable.version(any), anomalies.isEmpty() ? List.of(any) : anomalies);
    }

    boolean isNone() {
      return Markers.isMarker(rows.get(0));
    }

    boolean isLesserThan(Findings other) {
      return other.version != null && (version == null || version.compareTo(other.version) < 0);
    }
  }

  @Override
  public void addStored(List<GenericRecord> records) {
    byPlace(records)
        .forEach((place, rows) -> findings.merge(place, Findings.of(rows), LatestFindings::better));
  }

  /**
   * Returns whether an empty result needs a marker: only if there may have been anomalies in this
   * file, in another file, or in earlier revisions.
   */
  @Override
  public void addNew(List<GenericRecord> records, boolean isElsewhere) {
    byPlace(records)
        .forEach(
            (place, rows) -> {
              Findings found = Findings.of(rows);
              boolean isRevised = found.version() != null && found.version().revision() > 0;
              if (!found.isNone() || isElsewhere || isRevised || findings.containsKey(place)) {
                findings.merge(place, found, LatestFindings::better);
              }
            });
  }

  private static Map<Place, List<GenericRecord>> byPlace(List<GenericRecord> records) {
    var byPlace = new LinkedHashMap<Place, List<GenericRecord>>();
    for (GenericRecord record : records) {
      byPlace.computeIfAbsent(Place.of(record), place -> new ArrayList<>()).add(record);
    }
    return byPlace;
  }

  private static Findings better(Findings present, Findings later) {
    return later.isLesserThan(present) ? present : later;
  }

  /** Drops anomalies of the whole window that a single row has shown already. */
  @Override
  public List<GenericRecord> records() {
    var ids = new HashSet<String>();
    return findings.values().stream()
        .flatMap(found -> found.rows().stream())
        .filter(row -> Markers.isMarker(row) || ids.add(row.get("id").toString()))
        .toList();
  }
}
