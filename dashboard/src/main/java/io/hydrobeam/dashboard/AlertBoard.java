package io.hydrobeam.dashboard;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Active alerts and the latest past alerts, each by its newest message. An alert is active until it
 * is cleared. After a crash messages are published again, without effect on this board.
 */
final class AlertBoard {
  static final int MOST_ACTIVE = 300;
  static final int MOST_PAST = 60;

  private final Map<String, AlertMessage> active = new LinkedHashMap<>();
  private final Map<String, AlertMessage> past = new LinkedHashMap<>();

  /** Adds a message. */
  void add(AlertMessage message) {
    AlertMessage known = active.getOrDefault(message.id(), past.get(message.id()));
    if (known != null && known.startMillis() >= message.startMillis()) {
      return;
    }
    active.remove(message.id());
    past.remove(message.id());
    if (message.state() == State.CLEARED) {
      put(past, message, MOST_PAST);
    } else {
      put(active, message, MOST_ACTIVE);
    }
  }

  /** Returns the active alerts. */
  List<AlertMessage> active() {
    return List.copyOf(active.values());
  }

  /** Returns the past alerts, latest first. */
  List<AlertMessage> past() {
    var lastFirst = new ArrayList<>(past.values());
    Collections.reverse(lastFirst);
    return lastFirst;
  }

  /** Adds a message, and removes the oldest entry if there are too many. */
  private static void put(Map<String, AlertMessage> alerts, AlertMessage message, int most) {
    alerts.put(message.id(), message);
    if (alerts.size() > most) {
      alerts.remove(alerts.keySet().iterator().next());
    }
  }
}
