package io.hydrobeam.pipeline.source;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * How a reader of Kafka keeps event time.
 *
 * @param delay how far behind its rig's newest event time in a partition a sample may be and still
 *     be in its window when that is closed for the first time
 * @param allowedLateness how far the watermark may be past the end of a window whose samples still
 *     count
 * @param idleTimeout after how long without a sample a rig or partition no longer holds others back
 * @param maxClockSkew how far ahead of the wall clock an event time is believed, and how far behind
 *     the others one may be for them to wait for it
 * @param maxFuture how far ahead of the time at which it came a sample may be and still count
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
    Duration maxFuture,
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

  private static final long EARLIEST_RECORD =
      java.time.Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  /** Whoever waits less than the idle timeout for the end waits less for idleness, too. */
  public TimeSettings {
    if (stopWhenIdle != null && stopWhenIdle.isShorterThan(idleTimeout)) {
      idleTimeout = stopWhenIdle;
    }
  }

  /** How far ahead of what can be reported next readings are taken, and kept in open windows. */
  Duration mostAhead() {
    return longestStep.plus(delay).plus(maxClockSkew);
  }

  /**
   * By how many milliseconds a sample is ahead of the time at which it came, if these are too many
   * to count; else 0. It came at the timestamp of its record, so that a restart judges as the live
   * stream did, but no later than now. A timestamp before 2000 was set by nobody.
   */
  long fromTheFuture(long eventTime, long recordTime, long now) {
    long came = recordTime < EARLIEST_RECORD ? now : Math.min(recordTime, now);
    return eventTime - came > maxFuture.getMillis() ? eventTime - came : 0;
  }

  /** Whether a runner would drop a reading, by Beam's rule for windows. */
  boolean isTooLate(long eventTime, long watermark) {
    return watermark - (endOf(eventTime, window) - 1) > allowedLateness.getMillis();
  }

  /** The end of the window of a reading, epoch milliseconds. */
  long endOfWindow(long eventTime) {
    return endOf(eventTime, window);
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
