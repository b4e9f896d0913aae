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
 * Counts of the output of the stream so far. A run may publish the same output twice, as a revision
 * or after a fault. Each row, alert and dead letter counts once.
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

  /** Key of a row. */
  record RowKey(String rig, int cycle, long windowStartMillis) {}

  /** Adds a row of the features topic. */
  void addRow(JsonNode row) {
    Instant start = Instant.parse(row.path("window_start").asText());
    Instant end = Instant.parse(row.path("window_end").asText());
    rows.add(new RowKey(row.path("rig").asText(), row.path("cycle").asInt(), start.toEpochMilli()));
    newestRow = newestRow == null || end.isAfter(newestRow) ? end : newestRow;
  }

  /** Adds a message of an alert. */
  void addAlert(Alert message) {
    if (alertIds.add(message.id())) {
      alertsByType.merge(message.type(), 1, Integer::sum);
    }
    if (messages.add(message)) {
      messagesByState.merge(message.state(), 1, Integer::sum);
      newAlerts.add(message);
    }
  }

  /** Adds a dead letter, by its reason and the source position of the message. */
  void addDeadLetter(String reason, String source) {
    if (deadLetters.add(source)) {
      if (reason.equals(LATE)) {
        late++;
      } else {
        malformed++;
      }
    }
  }

  /** Returns the new messages of alerts since the last call, by time. */
  List<Alert> takeNewAlerts() {
    List<Alert> taken =
        newAlerts.stream().sorted(Comparator.comparing(Alert::windowStart)).toList();
    newAlerts.clear();
    return taken;
  }

  /** Returns the number of rows. */
  int rows() {
    return rows.size();
  }

  /** Returns the number of alerts. */
  int alerts() {
    return alertIds.size();
  }

  /** Returns the number of alerts of each type. */
  Map<String, Integer> alertsByType() {
    return new TreeMap<>(alertsByType);
  }

  /** Returns the number of messages of alerts by state. */
  Map<String, Integer> messagesByState() {
    return new TreeMap<>(messagesByState);
  }

  /** Returns the number of late samples. */
  long late() {
    return late;
  }

  /** Returns the number of malformed messages. */
  long malformed() {
    return malformed;
  }

  /** Returns the end of the window of the newest row. */
  Optional<Instant> newestRow() {
    return Optional.ofNullable(newestRow);
  }
}
