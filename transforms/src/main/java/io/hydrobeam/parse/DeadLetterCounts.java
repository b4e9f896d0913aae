package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Counts the dead letters and the duplicates of a bundle, as {@link ParseReadings} says. Not safe
 * for use by several threads.
 */
public final class DeadLetterCounts {
  private static final Counter MALFORMED =
      Metrics.counter(ParseReadings.class, "samples_malformed");
  private static final Counter LATE = Metrics.counter(ParseReadings.class, "samples_late");
  private static final Counter FROM_THE_FUTURE =
      Metrics.counter(ParseReadings.class, "samples_from_the_future");
  private static final Counter DUPLICATE =
      Metrics.counter(ParseReadings.class, "samples_duplicate");

  // Counted here and told once a bundle: a metric looks up its cell at each call.
  private long malformed;
  private long late;
  private long fromTheFuture;
  private long duplicate;

  /** Counts this one. */
  public void add(DeadLetter letter) {
    switch (letter.reason()) {
      case LATE -> late++;
      case FROM_THE_FUTURE -> fromTheFuture++;
      default -> malformed++;
    }
  }

  /** Counts so many duplicates. */
  public void addDuplicates(long count) {
    duplicate += count;
  }

  /** Adds what was counted to the metrics, and begins anew. */
  public void report() {
    MALFORMED.inc(malformed);
    LATE.inc(late);
    FROM_THE_FUTURE.inc(fromTheFuture);
    DUPLICATE.inc(duplicate);
    malformed = 0;
    late = 0;
    fromTheFuture = 0;
    duplicate = 0;
  }
}
