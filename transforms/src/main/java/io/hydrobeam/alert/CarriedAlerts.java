package io.hydrobeam.alert;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Type;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Alert messages of earlier runs that a run needs to continue their conditions, by rig and start of
 * the window. Made by {@link CarryAlerts}. Immutable.
 */
public final class CarriedAlerts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing: for a run that sees all from its beginning. */
  public static final CarriedAlerts NONE = new CarriedAlerts(Map.of(), 0);

  private final HashMap<String, TreeMap<Long, List<Alert>>> byRig = new HashMap<>();

  private final long soonMillis;

  /**
   * Takes over messages, by rig.
   *
   * @param soonMillis how far ahead messages still count as {@link Told#soon}
   */
  CarriedAlerts(Map<String, List<Alert>> alerts, long soonMillis) {
    this.soonMillis = soonMillis;
    alerts.forEach(
        (rig, told) -> {
          var byStart = new TreeMap<Long, List<Alert>>();
          told.forEach(
              a -> byStart.computeIfAbsent(a.windowStartMillis(), s -> new ArrayList<>()).add(a));
          byRig.put(rig, byStart);
        });
  }

  /**
   * Messages of one rig as they lie around one of its seconds.
   *
   * @param before of seconds that the run has passed over, the oldest first
   * @param now of this second
   * @param soon of those that come next
   */
  record Told(Collection<Alert> before, Collection<Alert> now, Collection<Alert> soon) {}

  /**
   * Returns the messages about the rig of a window. Messages before the last evaluated window are
   * done.
   */
  Told around(RigWindow second, long judgedUpTo) {
    TreeMap<Long, List<Alert>> told = byRig.getOrDefault(second.rig(), new TreeMap<>());
    return new Told(
        flat(told.subMap(judgedUpTo, second.start()).values()),
        told.getOrDefault(second.start(), List.of()),
        flat(told.subMap(second.start(), false, second.start() + soonMillis, true).values()));
  }

  private static List<Alert> flat(Collection<List<Alert>> alerts) {
    return alerts.stream().flatMap(List::stream).toList();
  }

  /** Returns the alerts of a rig, the oldest first; empty if there are none. */
  List<Alert> of(String rig) {
    return flat(byRig.getOrDefault(rig, new TreeMap<>()).values());
  }

  /**
   * The rigs that have alerts which are not over.
   *
   * @return by name, from when on the rig is known to be silent, epoch milliseconds; empty if it is
   *     not known to be
   */
  Map<String, OptionalLong> open() {
    var open = new HashMap<String, OptionalLong>();
    for (String rig : byRig.keySet()) {
      var last = new HashMap<AlertBook.Key, Alert>();
      of(rig).forEach(alert -> last.put(AlertBook.Key.of(alert), alert));
      last.values().removeIf(alert -> alert.state() == State.CLEARED);
      if (!last.isEmpty()) {
        open.put(
            rig,
            last.values().stream()
                .filter(alert -> alert.type() == Type.RIG_SILENT)
                .mapToLong(Alert::sinceMillis)
                .findFirst());
      }
    }
    return open;
  }

  /** Returns the number of messages. */
  public int size() {
    return byRig.values().stream().mapToInt(told -> flat(told.values()).size()).sum();
  }
}
