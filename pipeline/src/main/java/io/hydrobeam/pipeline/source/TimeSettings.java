package io.hydrobeam.pipeline.source;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Event time settings of a Kafka reader.
 *
 * @param delay maximum distance of a sample behind the newest event time of its rig in a partition
 *     to be in the first pane of its window
 * @param allowedLateness maximum distance of the watermark past the end of a window whose samples
 *     still count
 * @param idleTimeout time without a sample after which a rig or partition no longer holds others
 *     back
 * @param maxClockSkew maximum distance of a trusted event time ahead of the wall clock, and maximum
 *     distance behind the others for which others wait
 * @param maxFuture maximum distance of a sample ahead of its arrival time
 * @param stopWhenIdle time without any sample after which event time ends; null for never
 * @param longestStep maximum advance of a watermark in one step
 * @param window length of the windows, aligned to the epoch
 * @param file span of event time whose rows are written together; at least a window
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
   * Time that rows wait for a partition that does not answer while others do, such as one without a
   * leader. Equals the default time for which a producer keeps records that cannot be sent.
   */
  public static final Duration PATIENCE = Duration.standardMinutes(2);

  private static final long EARLIEST_RECORD =
      java.time.Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  /** Limits the idle timeout to the stop timeout. */
  public TimeSettings {
    if (stopWhenIdle != null && stopWhenIdle.isShorterThan(idleTimeout)) {
      idleTimeout = stopWhenIdle;
    }
  }

  /** Returns the maximum distance of buffered readings ahead of the next watermark. */
  Duration mostAhead() {
    return longestStep.plus(delay).plus(maxClockSkew);
  }

  /**
   * Returns the distance of a sample ahead of its arrival time in milliseconds, if above the
   * maximum; else 0. The arrival time is the Kafka timestamp, so a restart judges like the live
   * stream, but at most now. A Kafka timestamp before 2000 is unset and replaced by now.
   */
  long fromTheFuture(long eventTime, long recordTime, long now) {
    long came = recordTime < EARLIEST_RECORD ? now : Math.min(recordTime, now);
    return eventTime - came > maxFuture.getMillis() ? eventTime - came : 0;
  }

  /** Returns true if a runner would drop a reading, by Beam's rule for windows. */
  boolean isTooLate(long eventTime, long watermark) {
    return watermark - (endOf(eventTime, window) - 1) > allowedLateness.getMillis();
  }

  /** Returns the end of the window of a reading, in epoch milliseconds. */
  long endOfWindow(long eventTime) {
    return endOf(eventTime, window);
  }

  /**
   * Returns an event time before which no reading counts at this watermark. Some readings after
   * this time may not count either.
   */
  long openFrom(long watermark) {
    return watermark - allowedLateness.getMillis() - window.getMillis();
  }

  /** Returns the event time at which the row of a reading is written, in epoch milliseconds. */
  long closing(long eventTime) {
    return endOf(endOf(eventTime, window) - 1, file);
  }

  private static long endOf(long eventTime, Duration span) {
    return (Math.floorDiv(eventTime, span.getMillis()) + 1) * span.getMillis();
  }
}
