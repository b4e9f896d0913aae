package io.hydrobeam.dashboard;

import static java.util.Comparator.comparingLong;

import io.hydrobeam.model.AlertMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * State of the page, with limits on the number of rigs, rows of each rig, alerts and reasons. One
 * thread adds data, other threads read.
 */
final class LiveState {
  static final int MOST_RIGS = 200;
  static final int MOST_REASONS = 20;
  private static final String OTHER_REASONS = "other";

  private final int rowsEach;
  private final Map<String, RigHistory> rigs = new TreeMap<>();
  private final AlertBoard alerts = new AlertBoard();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Rate rowRate = new Rate();
  private long rows;
  private long incomplete;
  private long revised;
  private long unreadable;
  private long notShown;

  /**
   * Creates an empty plant.
   *
   * @param rowsEach the number of rows to keep of each rig
   */
  LiveState(int rowsEach) {
    this.rowsEach = rowsEach;
  }

  /** Adds a row that arrived at this time. Returns true if the row is to be shown. */
  synchronized boolean add(FeatureRow row, long nowMillis) {
    rows++;
    rowRate.add(nowMillis);
    if (row.revision() > 0) {
      revised++;
    } else if (!row.complete()) {
      incomplete++;
    }
    if (!rigs.containsKey(row.rig()) && !makeRoom(nowMillis)) {
      notShown++;
      return false;
    }
    return rigs.computeIfAbsent(row.rig(), name -> new RigHistory(rowsEach)).add(row, nowMillis);
  }

  /** Adds a message of an alert. */
  synchronized void add(AlertMessage message) {
    alerts.add(message);
  }

  /** Counts a dead letter. */
  synchronized void addDeadLetter(String reason) {
    boolean room = deadLetters.containsKey(reason) || deadLetters.size() < MOST_REASONS;
    deadLetters.merge(room ? reason : OTHER_REASONS, 1L, Long::sum);
  }

  /** Counts a message that is neither a row nor an alert. */
  synchronized void addUnreadable() {
    unreadable++;
  }

  /** Returns the rows of a rig by time; empty for an unknown rig. */
  synchronized List<FeatureRow> rows(String rig) {
    return Optional.ofNullable(rigs.get(rig)).map(RigHistory::rows).orElse(List.of());
  }

  /** Returns the state at this time, in epoch milliseconds. */
  synchronized LiveSnapshot state(long nowMillis) {
    return new LiveSnapshot(
        nowMillis,
        rigs.entrySet().stream()
            .map(rig -> rigState(rig.getKey(), rig.getValue(), nowMillis))
            .toList(),
        alerts.active(),
        alerts.past(),
        new LiveSnapshot.Counts(
            rows,
            rowRate.perSecond(nowMillis),
            incomplete,
            revised,
            unreadable,
            notShown,
            Map.copyOf(deadLetters)));
  }

  private static LiveSnapshot.RigState rigState(String name, RigHistory rig, long nowMillis) {
    FeatureRow newest = rig.newest();
    return new LiveSnapshot.RigState(
        name,
        nowMillis - rig.arrivedMillis(),
        newest.endMillis(),
        rig.delayMillis(),
        rig.perSecond(nowMillis),
        newest.cycle());
  }

  /**
   * Makes room for a new rig, and returns true if there is room. If the number of rigs is at its
   * maximum, the rig with the longest silence is removed. The silence must exceed the time span of
   * the kept rows.
   */
  private boolean makeRoom(long nowMillis) {
    if (rigs.size() < MOST_RIGS) {
      return true;
    }
    var longestSilent =
        rigs.entrySet().stream().min(comparingLong(rig -> rig.getValue().arrivedMillis()));
    return longestSilent
        .filter(rig -> nowMillis - rig.getValue().arrivedMillis() > rowsEach * 1000L)
        .map(rig -> rigs.remove(rig.getKey()) != null)
        .orElse(false);
  }
}
