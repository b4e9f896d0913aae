package io.hydrobeam.sandbox.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a replay has come: messages sent, how many of them malformed and how many held back to be
 * late, the event time reached and, once it has ended, the time that it took.
 */
public record ReplayProgress(
    long sent, long malformed, long late, Instant eventTime, Duration duration) {
  static final ReplayProgress NONE = new ReplayProgress(0, 0, 0, Instant.EPOCH, Duration.ZERO);

  ReplayProgress after(Duration time) {
    return new ReplayProgress(sent, malformed, late, eventTime, time);
  }

  /** The summary in one line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "sent %d messages (%d malformed, %d late) in %.1f s",
        sent,
        malformed,
        late,
        duration.toMillis() / 1e3);
  }
}
