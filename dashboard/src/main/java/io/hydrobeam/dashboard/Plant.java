package io.hydrobeam.dashboard;

import static java.util.Comparator.comparingLong;

import io.hydrobeam.kafka.AlertMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the page shows, bounded in every direction: so many rigs, rows of each, alerts, reasons.
 * One thread adds, others look.
 */
final class Plant {
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
   * A plant of which nothing is known yet.
   *
   * @param rowsEach how many rows are kept of each rig
   */
  Plant(int rowsEach) {
    this.rowsEach = rowsEach;
  }

  /** Takes in a row that came at this time. Returns whether it is to be shown. */
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

  /** Takes in an alert's message. */
  synchronized void add(AlertMessage message) {
    alerts.add(message);
  }

  /** Counts a message that is in no row. */
  synchronized void addDeadLetter(String reason) {
    boolean room = deadLetters.containsKey(reason) || deadLetters.size() < MOST_REASONS;
    deadLetters.merge(room ? reason : OTHER_REASONS, 1L, Long::sum);
  }

  /** Counts a message that is neither row nor alert. */
  synchronized void addUnreadable() {
    unreadable++;
  }

  /** The rows of a rig by time; none of one that is not known. */
  synchronized List<FeatureRow> rows(String rig) {
    return Optional.ofNullable(rigs.get(rig)).map(RigHistory::rows).orElse(List.of());
  }

  /** How things are at this time. */
  synchronized PlantState state(long nowMillis) {
    return new PlantState(
        nowMillis,
        rigs.entrySet().stream()
            .map(rig -> rigState(rig.getKey(), rig.getValue(), nowMillis))
            .toList(),
        alerts.active(),
        alerts.past(),
        new PlantState.Counts(
            rows,
            rowRate.perSecond(nowMillis),
            incomplete,
            revised,
            unreadable,
            notShown,
            Map.copyOf(deadLetters)));
  }

  private static PlantState.RigState rigState(String name, RigHistory rig, long nowMillis) {
    FeatureRow newest = rig.newest();
    return new PlantState.RigState(
        name,
        nowMillis - rig.arrivedMillis(),
        newest.endMillis(),
        rig.delayMillis(),
        rig.perSecond(nowMillis),
        newest.cycle());
  }

  /** Forgets the rig that has been silent for longest, if there must be one less. */
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
