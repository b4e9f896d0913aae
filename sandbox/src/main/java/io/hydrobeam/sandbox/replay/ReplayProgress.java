package io.hydrobeam.sandbox.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Progress of a replay: messages sent, including malformed and late messages, the event time
 * reached and, after the end, the duration.
 */
public record ReplayProgress(
    long sent, long malformed, long late, Instant eventTime, Duration duration) {
  static final ReplayProgress NONE = new ReplayProgress(0, 0, 0, Instant.EPOCH, Duration.ZERO);

  ReplayProgress after(Duration time) {
    return new ReplayProgress(sent, malformed, late, eventTime, time);
  }

  /** Returns the summary in one line. */
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
