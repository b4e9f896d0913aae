package io.hydrobeam.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the stream has put out so far. A run may publish a thing twice, as a revision or after a
 * fault: each row, alert and dead letter counts once.
 */
final class Tally {
  private static final String LATE = "late";

  private final Set<RowKey> rows = new HashSet<>();
  private final Set<Alert> messages = new HashSet<>();
  private final Set<String> alertIds = new HashSet<>();
  private final Map<String, Integer> alertsByType = new TreeMap<>();
  private final Map<String, Integer> messagesByState = new TreeMap<>();
  private final List<Alert> newAlerts = new ArrayList<>();
  private final Set<String> deadLetters = new HashSet<>();
  private Instant newestRow;
  private long late;
  private long malformed;

  /** What tells rows apart. */
  record RowKey(String rig, int cycle, long windowStartMillis) {}

  /** Takes in a row of the features' topic. */
  void addRow(JsonNode row) {
    Instant start = Instant.parse(row.path("window_start").asText());
    Instant end = Instant.parse(row.path("window_end").asText());
    rows.add(new RowKey(row.path("rig").asText(), row.path("cycle").asInt(), start.toEpochMilli()));
    newestRow = newestRow == null || end.isAfter(newestRow) ? end : newestRow;
  }

  /** Takes in a message of an alert. */
  void addAlert(Alert message) {
    if (alertIds.add(message.id())) {
      alertsByType.merge(message.type(), 1, Integer::sum);
    }
    if (messages.add(message)) {
      messagesByState.merge(message.state(), 1, Integer::sum);
      newAlerts.add(message);
    }
  }

  /** Takes in a dead letter, by its reason and the place where the message was read. */
  void addDeadLetter(String reason, String source) {
    if (deadLetters.add(source)) {
      if (reason.equals(LATE)) {
        late++;
      } else {
        malformed++;
      }
    }
  }

  /** The messages of alerts that nobody has taken yet, by time. */
  List<Alert> takeNewAlerts() {
    List<Alert> taken =
        newAlerts.stream().sorted(Comparator.comparing(Alert::windowStart)).toList();
    newAlerts.clear();
    return taken;
  }

  /** How many rows there are. */
  int rows() {
    return rows.size();
  }

  /** How many alerts there are. */
  int alerts() {
    return alertIds.size();
  }

  /** How many alerts of each type there are. */
  Map<String, Integer> alertsByType() {
    return new TreeMap<>(alertsByType);
  }

  /** How many messages of alerts tell of each state. */
  Map<String, Integer> messagesByState() {
    return new TreeMap<>(messagesByState);
  }

  /** How many samples came too late. */
  long late() {
    return late;
  }

  /** How many messages were no samples. */
  long malformed() {
    return malformed;
  }

  /** The end of the newest row's window. */
  Optional<Instant> newestRow() {
    return Optional.ofNullable(newestRow);
  }
}
