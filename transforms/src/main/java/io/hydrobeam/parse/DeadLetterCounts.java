package io.hydrobeam.parse;

import io.hydrobeam.metrics.GraphCounter;
import io.hydrobeam.model.DeadLetter;
import org.apache.beam.sdk.metrics.Counter;

/**
 * Counter of the dead letters and duplicates of one bundle, for the metrics of {@link
 * ParseReadings}. Not safe for use by several threads.
 */
public final class DeadLetterCounts {
  private static final Counter MALFORMED = GraphCounter.SAMPLES_MALFORMED.counter();
  private static final Counter LATE = GraphCounter.SAMPLES_LATE.counter();
  private static final Counter FROM_THE_FUTURE = GraphCounter.SAMPLES_FROM_THE_FUTURE.counter();
  private static final Counter DUPLICATE = GraphCounter.SAMPLES_DUPLICATE.counter();

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
