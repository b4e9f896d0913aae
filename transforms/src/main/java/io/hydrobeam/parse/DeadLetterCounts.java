package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Counter of the dead letters and duplicates of one bundle, for the metrics of {@link
 * ParseReadings}. Not safe for use by several threads.
 */
public final class DeadLetterCounts {
  private static final Counter MALFORMED =
      Metrics.counter(ParseReadings.class, "samples_malformed");
  private static final Counter LATE = Metrics.counter(ParseReadings.class, "samples_late");
  private static final Counter FROM_THE_FUTURE =
      Metrics.counter(ParseReadings.class, "samples_from_the_future");
  private static final Counter DUPLICATE =
      Metrics.counter(ParseReadings.class, "samples_duplicate");

  // Counted locally and reported once per bundle, because a metric looks up its cell at each call.
  private long malformed;
  private long late;
  private long fromTheFuture;
  private long duplicate;

  /** Counts a dead letter by its reason. */
  public void add(DeadLetter letter) {
    switch (letter.reason()) {
      case LATE -> late++;
      case FROM_THE_FUTURE -> fromTheFuture++;
      default -> malformed++;
    }
  }

  public void addDuplicates(long count) {
    duplicate += count;
  }

  /** Adds the counts to the metrics and resets them. */
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
