package io.hydrobeam.pipeline.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Where in Kafka a run begins to read.
 *
 * @param spec how Kafka is asked for the offset
 * @param time the time of the first record, as Kafka keeps it; null for the ends of the log
 */
public record StartAt(OffsetSpec spec, @Nullable Instant time) {
  /**
   * Understands {@code earliest}, {@code latest} or an ISO-8601 time with an offset.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static StartAt parse(String text) {
    return switch (text) {
      case "earliest" -> new StartAt(OffsetSpec.earliest(), null);
      case "latest" -> new StartAt(OffsetSpec.latest(), null);
      default -> at(text);
    };
  }

  private static StartAt at(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return new StartAt(OffsetSpec.forTimestamp(time.toEpochMilli()), time);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public String toString() {
    return time != null
        ? time.toString()
        : spec instanceof OffsetSpec.LatestSpec ? "latest" : "earliest";
  }
}
