package io.hydrobeam.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are active, and the last ones that were. An alert is active until it is cleared.
 * Messages without a state tell of one window and are never followed by another: what they tell of
 * is over when no more of them come.
 */
final class AlertBoard {
  static final int MOST_ACTIVE = 300;
  static final int MOST_PAST = 60;
  static final long WITHOUT_STATE_MILLIS = 60_000;

  private final Map<String, Alert> active = new LinkedHashMap<>();
  private final Deque<Alert> past = new ArrayDeque<>();

  /** Takes in a message that came at this time. */
  void add(AlertMessage message, long nowMillis) {
    Alert known = active.remove(message.key());
    Alert alert = known == null ? Alert.of(message, nowMillis) : known.with(message, nowMillis);
    if (message.state() == AlertMessage.State.CLEARED) {
      end(alert);
    } else {
      active.put(message.key(), alert);
      if (active.size() > MOST_ACTIVE) {
        Iterator<Alert> longestUntouched = active.values().iterator();
        longestUntouched.next();
        longestUntouched.remove();
      }
    }
  }

  /** Ends what nobody will clear. Returns whether anything has ended. */
  boolean expire(long nowMillis) {
    List<Alert> over =
        active.values().stream()
            .filter(alert -> alert.latest().state() == null)
            .filter(alert -> nowMillis - alert.arrivedMillis() > WITHOUT_STATE_MILLIS)
            .toList();
    over.forEach(alert -> active.remove(alert.latest().key()));
    over.forEach(this::end);
    return !over.isEmpty();
  }

  /** The alerts that are active. */
  List<Alert> active() {
    return List.copyOf(active.values());
  }

  /** Those that were, the last one first. */
  List<Alert> past() {
    return List.copyOf(past);
  }

  private void end(Alert alert) {
    past.removeIf(
        before ->
            before.latest().key().equals(alert.latest().key())
                && before.sinceMillis() == alert.sinceMillis());
    past.addFirst(alert);
    if (past.size() > MOST_PAST) {
      past.removeLast();
    }
  }
}
