package io.hydrobeam.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Where in Kafka a run begins to read.
 *
 * @param spec how Kafka is asked for the offset; for {@code committed}, of a partition for which
 *     nothing is committed
 * @param time the time of the first record, as Kafka keeps it; null if it is no time
 * @param isCommitted whether to begin where the consumer group's offsets say
 */
public record StartAt(OffsetSpec spec, @Nullable Instant time, boolean isCommitted) {
  /**
   * Understands {@code earliest}, {@code latest}, {@code committed} or an ISO-8601 time with an
   * offset.
   *
   * @throws IllegalArgumentException if it is none of them
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

  /** Whether it is with the oldest messages that Kafka holds, whatever is committed. */
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
