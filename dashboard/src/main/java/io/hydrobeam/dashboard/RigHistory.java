package io.hydrobeam.dashboard;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The newest rows of one rig by event time, each in its highest revision, or a complete one, and no
 * more than fit. A rig that is played anew from an earlier time is followed there once it is clear
 * that it goes on.
 */
final class RigHistory {
  /** So many rows before all others, without a newer one, are no stragglers. */
  private static final int A_NEW_RUN = 60;

  private static final Comparator<FeatureRow> VERSIONS =
      comparing(FeatureRow::complete).thenComparing(FeatureRow::revision);

  private record Key(long startMillis, int cycle) {
    static final Comparator<Key> BY_TIME =
        comparingLong(Key::startMillis).thenComparing(comparingInt(Key::cycle));
  }

  private final int capacity;
  private final TreeMap<Key, FeatureRow> rows = new TreeMap<>(Key.BY_TIME);
  private final Rate rate = new Rate();
  private long arrivedMillis;
  private long delayMillis;
  private int tooOld;

  RigHistory(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes in a row that came at this time.
   *
   * @return whether it is among those that are kept
   */
  boolean add(FeatureRow row, long nowMillis) {
    arrivedMillis = Math.max(arrivedMillis, nowMillis);
    rate.add(nowMillis);
    var key = new Key(row.startMillis(), row.cycle());
    if (rows.size() >= capacity && Key.BY_TIME.compare(key, rows.firstKey()) < 0) {
      if (++tooOld < A_NEW_RUN) {
        return false;
      }
      rows.clear();
    }
    if (rows.isEmpty() || Key.BY_TIME.compare(key, rows.lastKey()) > 0) {
      tooOld = 0;
      delayMillis = nowMillis - row.endMillis();
    }
    FeatureRow known = rows.get(key);
    if (known != null && VERSIONS.compare(known, row) > 0) {
      return false;
    }
    rows.put(key, row);
    if (rows.size() > capacity) {
      rows.pollFirstEntry();
    }
    return true;
  }

  /** The rows by time. */
  List<FeatureRow> rows() {
    return List.copyOf(rows.values());
  }

  /** The newest row; there is one, since a rig is known by its rows. */
  FeatureRow newest() {
    return rows.lastEntry().getValue();
  }

  /** When the last row came, epoch milliseconds. */
  long arrivedMillis() {
    return arrivedMillis;
  }

  /** How long after the end of its window the newest row came. */
  long delayMillis() {
    return delayMillis;
  }

  /** Rows a second, of late. */
  double perSecond(long nowMillis) {
    return rate.perSecond(nowMillis);
  }
}
