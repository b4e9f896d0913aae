package io.hydrobeam.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Position in Kafka at which a run begins.
 *
 * @param spec the query for the offset; for {@code committed}, the query for partitions without a
 *     committed offset
 * @param time the earliest Kafka timestamp; null if the position is not a time
 * @param isCommitted true to begin at the offsets of the consumer group
 */
public record StartAt(OffsetSpec spec, @Nullable Instant time, boolean isCommitted) {
  /**
   * Parses {@code earliest}, {@code latest}, {@code committed} or an ISO-8601 time with an offset.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static StartAt parse(String text) {
    return switch (text) {
      case "earliest" -> new StartAt(OffsetSpec.earliest(), null, false);
      case "latest" -> new StartAt(OffsetSpec.latest(), null, false);
      case "committed" -> new StartAt(OffsetSpec.earliest(), null, true);
      default -> at(text);
    };
  }

  private static StartAt at(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return new StartAt(OffsetSpec.forTimestamp(time.toEpochMilli()), time, false);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * Returns whether the run begins with the oldest records in Kafka, regardless of committed
   * offsets.
   */
  public boolean isEarliest() {
    return !isCommitted && spec instanceof OffsetSpec.EarliestSpec;
  }

  @Override
  public String toString() {
    if (time != null) {
      return time.toString();
    }
    if (isCommitted) {
      return "committed";
    }
    return spec instanceof OffsetSpec.LatestSpec ? "latest" : "earliest";
  }
}
