package io.hydrobeam.pipeline.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Tells a difference that stays from one that is there for a moment. Takes in, after each batch,
 * how many more records the completed batches have read than are in rows and dead letters. Another
 * batch may have begun by then, which makes the difference smaller; so a single figure says little.
 *
 * <p>What stays is the median over the grace, if it is above zero: samples are lost. If each
 * difference is below zero it is the one nearest to zero: so many were counted twice, and a loss of
 * as many would not show. Otherwise nothing stays.
 */
final class Accounts {
  private static final int FEWEST_BATCHES = 10;

  private final long graceMillis;
  private final Deque<Seen> seen = new ArrayDeque<>();

  private record Seen(long millis, long difference) {}

  /**
   * Nothing is known yet.
   *
   * @param grace how long a difference must have been watched to be judged
   */
  Accounts(Duration grace) {
    this.graceMillis = grace.toMillis();
  }

  /**
   * Takes in a difference.
   *
   * @return what stays, 0 for nothing; empty while the grace, or ten batches, are not over
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
