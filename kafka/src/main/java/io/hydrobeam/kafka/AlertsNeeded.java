package io.hydrobeam.kafka;

import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How far back a run must read the alerts of the runs before. An alert that is not over is told
 * again after its reminder's time, or its rig is gone: so its last message is no older than the
 * longer of the two, in event time. What is older than that and some hours, by event time and by
 * the time at which it was published, is needed by no run. Event time alone would not do, since a
 * replay tells of old times; nor would the other, since nothing is told while no stream runs.
 *
 * @param age how old a message may be that is needed, above 0
 * @param begin the time at which the run begins; null if it goes on where another came to
 */
public record AlertsNeeded(Duration age, @Nullable Instant begin) {
  /** So many messages are always read: it takes no second, and a short topic is read whole. */
  static final long ALWAYS = 100_000;

  /** A run begins before the newest message, and lateness and clocks have their share. */
  private static final Duration MARGIN = Duration.ofHours(3);

  /**
   * What messages have to do with a place in a partition.
   *
   * @param eventTime the newest end of a window, epoch milliseconds
   * @param publishedAt when the newest was published, epoch milliseconds
   */
  record Sample(long eventTime, long publishedAt) {
    /** Of a clock that is ahead, no more is believed than that it told of its own time. */
    static Sample of(long windowEnd, long publishedAt) {
      return new Sample(Math.min(windowEnd, publishedAt), publishedAt);
    }

    Sample and(Sample other) {
      return new Sample(
          Math.max(eventTime, other.eventTime), Math.max(publishedAt, other.publishedAt));
    }
  }

  /**
   * What a run needs by its rules.
   *
   * @param rigGoneAfter after so long without rows a rig is gone
   * @param begin the time at which the run begins; null if it goes on where another came to
   */
  public static AlertsNeeded by(AlertRules rules, Duration rigGoneAfter, @Nullable Instant begin) {
    long longest =
        Stream.concat(Stream.of(rules.usual()), rules.own().values().stream())
            .mapToLong(Rule::remindAfter)
            .max()
            .orElseThrow();
    Duration reminder = Duration.ofMillis(longest);
    return new AlertsNeeded(
        (reminder.compareTo(rigGoneAfter) > 0 ? reminder : rigGoneAfter).plus(MARGIN), begin);
  }

  /**
   * The offset from which on a partition is to be read. It looks at a few places only, each twice
   * as far from the end as the one before.
   *
   * @param beginning the first offset that the partition has
   * @param end the offset behind the last
   * @param sampleAt what the messages from an offset on are like; null if there are none
   */
  long startIn(long beginning, long end, LongFunction<@Nullable Sample> sampleAt) {
    if (end - beginning <= ALWAYS) {
      return beginning;
    }
    Sample newest = sampleAt.apply(end - 1);
    for (long back = ALWAYS; newest != null && back < end - beginning; back *= 2) {
      Sample there = sampleAt.apply(end - back);
      if (there != null && isTooOld(there, newest)) {
        return end - back;
      }
    }
    return beginning;
  }

  private boolean isTooOld(Sample there, Sample newest) {
    long from =
        begin == null ? newest.eventTime() : Math.min(newest.eventTime(), begin.toEpochMilli());
    return there.eventTime() < from - age.toMillis()
        && there.publishedAt() < newest.publishedAt() - age.toMillis();
  }
}
