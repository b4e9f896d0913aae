package io.hydrobeam.alert;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.RigConfig;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Selects from all alert messages those that the next run must know, while they are read. For each
 * condition these are the messages around the start of the run, and of earlier messages the last
 * one and the worst one of the same alert. The state is bounded by the number of conditions and
 * windows, not by the number of messages.
 */
public final class CarryAlerts {
  /** By how much a run may begin before the newest message, and the lateness; generous. */
  private static final long AROUND_MILLIS = 3_600_000;

  /**
   * For how long a message that comes next keeps others back, and the lateness. Not for ever: one
   * of a clock that was ahead must silence nothing.
   */
  private static final long SOON_MILLIS = 600_000;

  private static final Comparator<Alert> BY_BADNESS =
      Comparator.comparing(Alert::severity).thenComparing(a -> Math.abs(a.value() - a.limit()));

  private final RigConfig rig;
  private final boolean hasBaseline;
  private final long latenessMillis;
  private final @Nullable Instant begin;
  private final Map<String, OfRig> rigs = new HashMap<>();

  /** Alerts kept of one rig, by condition and start of the window. */
  private static final class OfRig {
    private final Map<AlertBook.Key, TreeMap<Long, Alert>> told = new HashMap<>();
    private long newest = Long.MIN_VALUE;
  }

  /**
   * Picks for a run.
   *
   * @param rig the rules of the alerts, and the detectors that are on
   * @param hasBaseline whether the run has a baseline
   * @param latenessMillis how late samples may be that still count
   * @param begin the time at which it begins; null if it goes on where another came to
   */
  public CarryAlerts(
      RigConfig rig, boolean hasBaseline, long latenessMillis, @Nullable Instant begin) {
    this.rig = rig;
    this.hasBaseline = hasBaseline;
    this.latenessMillis = latenessMillis;
    this.begin = begin;
  }

  /** Adds the next message. A repeated message replaces the earlier one. */
  public void add(Alert alert) {
    long start = alert.windowStartMillis();
    if (!new ClearRules(rig).canJudge(alert.type(), hasBaseline)
        || (begin != null && start > begin.toEpochMilli() + around())) {
      return;
    }
    OfRig ofRig = rigs.computeIfAbsent(alert.rig(), name -> new OfRig());
    ofRig.newest = Math.max(ofRig.newest, start);
    var told = ofRig.told.computeIfAbsent(AlertBook.Key.of(alert), key -> new TreeMap<>());
    told.put(start, alert);
    thin(told, from(ofRig));
  }

  /** Returns the alerts picked. */
  public CarriedAlerts carried() {
    var carried = new HashMap<String, List<Alert>>();
    rigs.forEach(
        (name, ofRig) -> {
          ofRig.told.values().forEach(told -> thin(told, from(ofRig)));
          carried.put(
              name, ofRig.told.values().stream().flatMap(told -> told.values().stream()).toList());
        });
    carried.values().removeIf(List::isEmpty);
    return new CarriedAlerts(carried, SOON_MILLIS + latenessMillis);
  }

  private long from(OfRig ofRig) {
    return (begin == null ? ofRig.newest : begin.toEpochMilli()) - around();
  }

  private long around() {
    return AROUND_MILLIS + latenessMillis;
  }

  private void thin(TreeMap<Long, Alert> told, long from) {
    var old = told.headMap(from, false);
    if (old.isEmpty()) {
      return;
    }
    Alert last = old.lastEntry().getValue();
    if (last.state() == State.CLEARED) {
      // Only its cool-down is still of interest.
      boolean isOver = last.windowEndMillis() + rig.alerts().of(last.type()).coolDown() <= from;
      old.values().removeIf(a -> a != last || isOver);
      return;
    }
    Alert worst =
        old.values().stream()
            .filter(a -> a.sinceMillis() == last.sinceMillis())
            .max(BY_BADNESS)
            .orElse(last);
    old.values().removeIf(a -> a != last && a != worst);
  }
}
