package io.hydrobeam.dashboard;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Newest rows of one rig by event time, up to a maximum number. Of several versions of a row, a
 * complete version wins, then the highest revision. If a rig is replayed from an earlier time, the
 * history follows the replay after some older rows in sequence.
 */
final class RigHistory {
  /**
   * Number of older rows in sequence, without a newer one, that indicate a new run instead of
   * stragglers.
   */
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
   * Adds a row that arrived at this time.
   *
   * @return true if the row is kept
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

  /** Returns the rows by time. */
  List<FeatureRow> rows() {
    return List.copyOf(rows.values());
  }

  /** Returns the newest row. A rig always has a row. */
  FeatureRow newest() {
    return rows.lastEntry().getValue();
  }

  /** Returns the arrival time of the last row, in epoch milliseconds. */
  long arrivedMillis() {
    return arrivedMillis;
  }

  /**
   * Returns the time from the end of the window to the arrival of the newest row, in milliseconds.
   */
  long delayMillis() {
    return delayMillis;
  }

  /** Returns the recent rate, in rows per second. */
  double perSecond(long nowMillis) {
    return rate.perSecond(nowMillis);
  }
}
