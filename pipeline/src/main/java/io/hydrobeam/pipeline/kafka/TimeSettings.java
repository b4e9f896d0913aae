package io.hydrobeam.pipeline.kafka;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * How a reader of Kafka keeps event time.
 *
 * @param delay how far behind the newest event time of a partition a sample may be and still be in
 *     its window when that is closed for the first time
 * @param allowedLateness how far the watermark may be past the end of a window whose samples still
 *     count
 * @param idleTimeout after how long without a sample a partition no longer holds others back
 * @param maxClockSkew how far ahead of the wall clock an event time is believed
 * @param stopWhenIdle after how long without any sample time ends; null: never
 * @param longestStep by how much a watermark moves forward at once
 * @param window the length of the windows, which begin with the epoch
 * @param file the span of event time whose rows are written together; no less than a window
 */
public record TimeSettings(
    Duration delay,
    Duration allowedLateness,
    Duration idleTimeout,
    Duration maxClockSkew,
    @Nullable Duration stopWhenIdle,
    Duration longestStep,
    Duration window,
    Duration file)
    implements Serializable {
  /**
   * For how long rows wait for a partition that does not answer while others do, as one whose
   * leader is away: for as long as a producer, by default, keeps what it cannot send.
   */
  public static final Duration PATIENCE = Duration.standardMinutes(2);

  /** Whoever waits less than the idle timeout for the end waits less for idleness, too. */
  public TimeSettings {
    if (stopWhenIdle != null && stopWhenIdle.isShorterThan(idleTimeout)) {
      idleTimeout = stopWhenIdle;
    }
  }

  /** Whether a runner would drop a reading, by Beam's rule for windows. */
  boolean isTooLate(long eventTime, long watermark) {
    return watermark - (endOf(eventTime, window) - 1) > allowedLateness.getMillis();
  }

  /**
   * No reading before this event time counts at such a watermark; some behind it may not either.
   */
  long openFrom(long watermark) {
    return watermark - allowedLateness.getMillis() - window.getMillis();
  }

  /** The event time at which the row of a reading is written, epoch milliseconds. */
  long closing(long eventTime) {
    return endOf(endOf(eventTime, window) - 1, file);
  }

  private static long endOf(long eventTime, Duration span) {
    return (Math.floorDiv(eventTime, span.getMillis()) + 1) * span.getMillis();
  }
}
