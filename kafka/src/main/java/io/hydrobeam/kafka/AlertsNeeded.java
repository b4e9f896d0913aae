package io.hydrobeam.kafka;

import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Computes how far back a run must read the alerts of earlier runs.
 *
 * <p>An open alert is repeated after its reminder interval, unless its rig is gone. The last
 * message of an open alert is therefore no older than the longer of both durations, in event time.
 * A run skips messages that are older than this age and a margin of some hours, both by event time
 * and by publish time. Event time alone is not sufficient, because a replay publishes alerts of old
 * event times. Publish time alone is not sufficient, because no alerts are published while no
 * stream runs.
 *
 * @param age the maximum age of a required message, above 0
 * @param begin the time at which the run begins; null if the run resumes from another run
 */
public record AlertsNeeded(Duration age, @Nullable Instant begin) {
  /**
   * Number of messages at the end of a partition that are always read. Reading them takes less than
   * a second, and short topics are read completely.
   */
  static final long ALWAYS = 100_000;

  /**
   * Margin for a run that begins before the newest message, for allowed lateness and for clock
   * differences.
   */
  private static final Duration MARGIN = Duration.ofHours(3);

  /**
   * Newest times of the messages at a position in a partition.
   *
   * @param eventTime the newest end of a window, epoch milliseconds
   * @param publishedAt the newest publish time, epoch milliseconds
   */
  record Sample(long eventTime, long publishedAt) {
    /**
     * Creates a sample with the event time capped at the publish time, in case a rig's clock is
     * ahead.
     */
    static Sample of(long windowEnd, long publishedAt) {
      return new Sample(Math.min(windowEnd, publishedAt), publishedAt);
    }

    Sample and(Sample other) {
      return new Sample(
          Math.max(eventTime, other.eventTime), Math.max(publishedAt, other.publishedAt));
    }
  }

  /**
   * Returns the messages needed under the given rules.
   *
   * @param rules the rules with the reminder intervals
   * @param rigGoneAfter the time without rows after which a rig is gone
   * @param begin the time at which the run begins; null if the run resumes from another run
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
   * Returns the offset from which to read a partition. Only a few positions are examined, each
   * twice as far from the end as the previous one.
   *
   * @param beginning the first offset of the partition
   * @param end the offset after the last record
   * @param sampleAt the newest times of the messages from an offset on; null if there are none
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
