package io.hydrobeam.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Message of an alert from Kafka. */
record Alert(
    String id, String windowStart, String severity, String state, String type, String message) {

  /** Parses a message. */
  static Alert of(JsonNode json) {
    return new Alert(
        json.path("id").asText(),
        json.path("window_start").asText(),
        json.path("severity").asText(),
        json.path("state").asText(),
        json.path("type").asText(),
        json.path("message").asText());
  }

  /** Returns the alert in one line: time of day (UTC), severity, state, type, message. */
  String line() {
    // 2025-11-08T14:30:45.000Z
    String time = windowStart.length() >= 19 ? windowStart.substring(11, 19) : windowStart;
    return String.format(
        Locale.ROOT,
        "%sZ %-8s %-9s %s: %s",
        time,
        severity.toUpperCase(Locale.ROOT),
        state,
        type,
        message);
  }
}
