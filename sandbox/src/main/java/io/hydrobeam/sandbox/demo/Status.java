package io.hydrobeam.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a demo is: time since it began to play, messages sent, rows, alerts, late and malformed
 * messages, and by how much event time the newest row is behind the newest sample.
 */
record Status(
    Duration elapsed,
    long samples,
    int rows,
    int alerts,
    long late,
    long malformed,
    Optional<Duration> delay) {

  /** The delay of a row behind a sample; empty while there is no row. */
  static Optional<Duration> delay(Instant newestSample, Optional<Instant> newestRow) {
    return newestRow
        .map(row -> Duration.between(row, newestSample))
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
  }

  /** The status in one line, short enough for a terminal. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%d:%02d  %,d samples  %,d rows  %,d alerts  %,d late  %,d malformed  %s",
        elapsed.toMinutes(),
        elapsed.toSecondsPart(),
        samples,
        rows,
        alerts,
        late,
        malformed,
        delay
            .map(time -> String.format(Locale.ROOT, "%.1f s behind", time.toMillis() / 1e3))
            .orElse("no row yet"));
  }
}
