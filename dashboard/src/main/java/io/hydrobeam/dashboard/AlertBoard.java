package io.hydrobeam.dashboard;

import io.hydrobeam.kafka.AlertMessage;
import io.hydrobeam.model.Alert.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are active, and the last ones that were, each as its newest message tells it. An
 * alert is active until it is cleared; what was read before is published again after a crash, and
 * changes nothing.
 */
final class AlertBoard {
  static final int MOST_ACTIVE = 300;
  static final int MOST_PAST = 60;

  private final Map<String, AlertMessage> active = new LinkedHashMap<>();
  private final Map<String, AlertMessage> past = new LinkedHashMap<>();

  /** Takes in a message. */
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

  /** The alerts that are active. */
  List<AlertMessage> active() {
    return List.copyOf(active.values());
  }

  /** Those that were, the last one first. */
  List<AlertMessage> past() {
    var lastFirst = new ArrayList<>(past.values());
    Collections.reverse(lastFirst);
    return lastFirst;
  }

  /** The one that has been there for longest makes room. */
  private static void put(Map<String, AlertMessage> alerts, AlertMessage message, int most) {
    alerts.put(message.id(), message);
    if (alerts.size() > most) {
      alerts.remove(alerts.keySet().iterator().next());
    }
  }
}
