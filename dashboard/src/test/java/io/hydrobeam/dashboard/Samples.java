package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Sensor;
import java.time.Instant;
import java.util.Arrays;

/** Rows and alerts for tests. */
final class Samples {
  static final long NOON = Instant.parse("2025-11-08T12:00:00Z").toEpochMilli();

  private Samples() {}

  /** A row of so many seconds past noon, all of whose figures are its revision. */
  static FeatureRow row(String rig, int second, int revision) {
    var figures = new float[FeatureRow.FIGURES * Sensor.all().size()];
    Arrays.fill(figures, revision);
    long start = NOON + second * 1000L;
    return new FeatureRow(rig, second / 60, start, start + 1000, revision, true, figures);
  }

  /** An alert of rig-1 that has come to a state in a second past noon. */
  static AlertMessage alert(String id, int second, State state) {
    return alert(id, "rig-1", second, state, Severity.WARNING);
  }

  static AlertMessage alert(String id, String rig, int second, State state, Severity severity) {
    long start = NOON + second * 1000L;
    return new AlertMessage(
        id,
        rig,
        second / 60,
        start,
        start + 1000,
        "too_high",
        "PS1",
        severity,
        312.0,
        300.0,
        "PS1 is high.",
        state,
        start,
        null);
  }

  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
