package io.hydrobeam.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Progress of a demo: elapsed time since the start of the replay, messages sent, rows, alerts, late
 * and malformed messages. The delay is the event time of the newest sample minus that of the newest
 * row.
 */
record Status(
    Duration elapsed,
    long samples,
    int rows,
    int alerts,
    long late,
    long malformed,
    Optional<Duration> delay) {

  /**
   * Returns the delay of the newest row behind the newest sample, at least zero; empty without a
   * row.
   */
  static Optional<Duration> delay(Instant newestSample, Optional<Instant> newestRow) {
    return newestRow
        .map(row -> Duration.between(row, newestSample))
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
  }

  /** Returns the status in one line, short enough for a terminal. */
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
