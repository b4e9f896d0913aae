package io.hydrobeam.pipeline.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Detects a lasting difference between records read and records accounted for. The input after each
 * batch is the number of records read by completed batches, less the records in rows and dead
 * letters. Another batch may have begun by then, which makes the difference smaller. A single
 * difference therefore says little.
 *
 * <p>The lasting difference is the median over the grace period, if positive: samples are lost. If
 * every difference is negative, the lasting difference is the one nearest to zero: samples were
 * counted twice, and a loss of the same size would be hidden. Otherwise the lasting difference is
 * 0.
 */
final class SampleReconciliation {
  private static final int FEWEST_BATCHES = 10;

  private final long graceMillis;
  private final Deque<Seen> seen = new ArrayDeque<>();

  private record Seen(long millis, long difference) {}

  /**
   * Creates an empty history.
   *
   * @param grace minimum observation time before a difference is judged
   */
  SampleReconciliation(Duration grace) {
    this.graceMillis = grace.toMillis();
  }

  /**
   * Takes in a difference.
   *
   * @return the lasting difference, 0 for none; empty before the end of the grace period and of ten
   *     batches
   */
  OptionalLong take(long difference, long nowMillis) {
    seen.add(new Seen(nowMillis, difference));
    if (seen.size() <= FEWEST_BATCHES || nowMillis - seen.getFirst().millis() < graceMillis) {
      return OptionalLong.empty();
    }
    while (seen.size() > FEWEST_BATCHES && nowMillis - second().millis() >= graceMillis) {
      seen.removeFirst();
    }
    long[] sorted = seen.stream().mapToLong(Seen::difference).sorted().toArray();
    long median = sorted[(sorted.length - 1) / 2];
    return OptionalLong.of(Math.max(median, Math.min(0, sorted[sorted.length - 1])));
  }

  private Seen second() {
    var order = seen.iterator();
    order.next();
    return order.next();
  }
}
