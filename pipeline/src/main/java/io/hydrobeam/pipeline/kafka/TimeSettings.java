package io.hydrobeam.pipeline.kafka;

import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * How a reader of Kafka keeps event time.
 *
 * @param delay how far the watermark trails the newest event time of a partition
 * @param allowedLateness how far behind the watermark a sample still counts
 * @param idleTimeout after how long without a sample a partition no longer holds others back
 * @param maxClockSkew how far ahead of the wall clock an event time is believed
 * @param stopWhenIdle after how long without any sample time ends; null: never
 * @param longestStep by how much a watermark moves forward at once
 */
public record TimeSettings(
    Duration delay,
    Duration allowedLateness,
    Duration idleTimeout,
    Duration maxClockSkew,
    @Nullable Duration stopWhenIdle,
    Duration longestStep)
    implements Serializable {

  /** Whoever waits less than the idle timeout for the end waits less for idleness, too. */
  public TimeSettings {
    if (stopWhenIdle != null && stopWhenIdle.isShorterThan(idleTimeout)) {
      idleTimeout = stopWhenIdle;
    }
  }
}
