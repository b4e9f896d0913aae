package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
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
  private static final Counter DUPLICATE =
      Metrics.counter(ParseReadings.class, "samples_duplicate");

  // Counted here and told once a bundle: a metric looks up its cell at each call.
  private long malformed;
  private long late;
  private long duplicate;

  /** Counts this one. */
  public void add(DeadLetter letter) {
    if (letter.reason() == Reason.LATE) {
      late++;
    } else {
      malformed++;
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
    DUPLICATE.inc(duplicate);
    malformed = 0;
    late = 0;
    duplicate = 0;
  }
}
