package io.hydrobeam.pipeline.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event time of all partitions read in a process, in epoch milliseconds. The watermark of a
 * partition depends on its activity:
 *
 * <ul>
 *   <li>Active, with records read or possibly left in Kafka: the time covered by the slowest active
 *       rig, less the delay. {@link RigClocks} defines active rigs, so a rig whose clock is ahead
 *       moves nothing for the other rigs of its partition. A rig covers its newest event time and
 *       the silence that {@link SamplingPhase} predicts until the end of the window. The watermark
 *       never passes the newest event time.
 *   <li>Idle: the watermark of the slowest active partition. A partition is idle after the idle
 *       timeout without records in Kafka. A partition is also idle after the idle timeout if all
 *       its readings are behind the other partitions and the wall clock by more than the maximum
 *       skew. A partition is idle after {@link TimeSettings#PATIENCE} without an answer while
 *       others answer, or with an open transaction that holds back all records.
 *   <li>All idle: the newest event time less the delay, then at the pace of the wall clock until
 *       the last file is closed. Records sent during the silence are not late, unless they belong
 *       to the last file. Event time proceeds further once the wall clock has passed readings that
 *       were too far ahead. Event time proceeds without end while other processes may read
 *       partitions, which must not be held up: if not all partitions are read here, or if a
 *       partition taken over from another process has had no reading since.
 *   <li>No trusted reading yet in this process, but untrusted readings or partitions elsewhere: the
 *       wall clock less the delay. Later records are taken as live.
 *   <li>The end of time, once all partitions were silent for the stop timeout.
 * </ul>
 *
 * <p>Apart from the end of time, no watermark passes the wall clock. A rig whose clock is ahead
 * therefore makes no record of an idle or new rig late. The rows of the rig itself appear when the
 * wall clock reaches their event time.
 *
 * <p>The reported watermark never goes back. Where there are readings, the watermark advances in
 * steps of bounded length; a span without readings is passed at once.
 *
 * <p>Idleness is measured up to the last end offsets reported by Kafka, so event time stands still
 * while the broker is unavailable. At most half the idle timeout counts between two reports, so
 * event time does not jump when the broker is back. Producers that could not send then have the
 * other half to resume. When all partitions were silent for half the timeout and one resumes, the
 * other partitions also get the other half, unless they fell silent earlier by more than the idle
 * timeout.
 *
 * <p>Readings further ahead of the wall clock than the maximum skew move no watermark, and a
 * partition with only such readings is idle. Otherwise one sensor with a wrong clock would make the
 * samples of all others late, or delay them without end. Lateness is judged by the slowest
 * watermark of all partitions, for any rig.
 *
 * <p>A partition counts while this process reads the partition. On a cluster a reader may move to
 * another process without notice. Readers are asked for their watermarks in turns. A partition is
 * away once another partition was asked twice since the last call for the first. The partition is
 * here again once asked or opened. A partition that resumes at its last position keeps its silence.
 * Idleness and the end of time are thus reached even for readers that move with each batch.
 */
final class ReaderClock {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderClock.class);

  static final long BEGINNING = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  static final long END = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  private static final long MINUTE = 60_000;

  /** Time after a reading when all its windows are closed, since a window has at most a minute. */
  private static final long WINDOWS_CLOSED_AFTER = 2 * MINUTE;

  /**
   * Longest time to ask all partitions for their end offsets, with the pause before the next round.
   */
  private static final long LONGEST_ROUND = 10_000;

  private final TimeSettings settings;
  private final int all;
  private final RigWarnings warnings;
  private final Map<TopicPartition, PartitionClock> partitions = new LinkedHashMap<>();
  private final Map<TopicPartition, PartitionClock> replaced = new HashMap<>();
  private long watermark = BEGINNING;

  /** Minutes of event time with readings, without minutes whose windows are all closed. */
  private final NavigableSet<Long> minutes = new TreeSet<>();

  private long latest = BEGINNING; // newest wall clock seen
  private boolean warnedOfSkew;

  /**
   * Creates a clock for some or all partitions.
   *
   * @param all number of partitions read in this and all other processes
   */
  ReaderClock(TimeSettings settings, int all) {
    this(settings, all, new RigWarnings());
  }

  ReaderClock(TimeSettings settings, int all, RigWarnings warnings) {
    this.settings = settings;
    this.all = all;
    this.warnings = warnings;
  }

  /**
   * Opens a partition, for the first time or again from a checkpoint.
   *
   * @param resumedAt watermark of the checkpoint; empty for none
   */
  synchronized void open(TopicPartition partition, OptionalLong resumedAt, long now) {
    latest = Math.max(latest, now);
    long resumed = resumedAt.orElse(BEGINNING);
    PartitionClock known = partitions.get(partition);
    // Known state is valid only at its own position. From an older checkpoint records are read
    // again. At a newer checkpoint another executor has read records in the meantime.
    if (known == null || resumed != known.reported) {
      partitions.put(partition, new PartitionClock(partition, settings, warnings, resumed, now));
      if (known != null) {
        replaced.put(partition, known);
      }
    } else {
      known.reopen(now);
      replaced.remove(partition);
    }
    watermark = slowest();
  }

  /**
   * Resumes an opened partition at its last position in this process. No other process has read a
   * record in the meantime, so silences continue.
   */
  synchronized void resumeWhereLeft(TopicPartition partition, long now) {
    PartitionClock left = replaced.remove(partition);
    if (left != null) {
      left.resume(partitions.get(partition).reported, now);
      partitions.put(partition, left);
    }
  }

  /**
   * Takes in a reading.
   *
   * @return the lateness behind the watermark in milliseconds, if the window of the reading has
   *     been closed for longer than the allowed lateness; else 0
   */
  synchronized long read(TopicPartition partition, String rig, long eventTime, long now) {
    latest = Math.max(latest, now);
    PartitionClock clock = partitions.get(partition);
    RigClock ofRig = clock.rigs.of(rig);
    clock.lastReading = now;
    clock.silent = 0;
    clock.unanswered = 0;
    clock.isLost = false;
    if (ofRig.isInNewMinute(eventTime)) {
      minutes.add(Math.floorDiv(eventTime, MINUTE));
    }
    if (eventTime - now <= settings.maxClockSkew().getMillis()) {
      wake(clock, now);
      clock.read(ofRig, eventTime, now);
    } else {
      warnOfSkew(partition, rig, eventTime - now);
    }
    return settings.isTooLate(eventTime, watermark) ? watermark - eventTime : 0;
  }

  /** Takes in a reading too far in the future to count. The reading only shows activity. */
  synchronized void readFromTheFuture(TopicPartition partition, String rig, long ahead, long now) {
    latest = Math.max(latest, now);
    PartitionClock clock = partitions.get(partition);
    clock.lastReading = now;
    clock.silent = 0;
    clock.rigs.listen(now);
    warnOfSkew(partition, rig, ahead);
  }

  private void warnOfSkew(TopicPartition partition, String rig, long ahead) {
    if (!warnedOfSkew) {
      warnedOfSkew = true;
      LOG.warn(
          "Rig {} has a sample in {} that is {} s ahead of this machine's clock. Samples "
              + "ahead by more than --maxClockSkew do not move the watermark, and their rows are "
              + "emitted when the clock has caught up. Samples ahead by more than --maxFuture go to "
              + "the dead-letter topic. Set the rig's clock",
          rig,
          partition,
          ahead / 1000);
    }
  }

  /**
   * Gives half the idle timeout to all partitions that fell silent together, when one of them
   * resumes. Their records reach Kafka a moment later and are unknown until Kafka is asked.
   */
  private void wake(PartitionClock first, long now) {
    if (first.quiet < halfTheTimeout() || !clocks().allMatch(this::silentForHalfTheTimeout)) {
      return;
    }
    long together = first.lastBelieved - settings.idleTimeout().getMillis();
    clocks()
        .filter(clock -> clock.lastBelieved >= together)
        .forEach(
            clock -> {
              clock.quiet = halfTheTimeout();
              clock.checkedAt = Math.max(clock.checkedAt, now);
              clock.rigs.wake(halfTheTimeout(), now);
            });
  }

  private boolean silentForHalfTheTimeout(PartitionClock clock) {
    return clock.isLeftOut() || clock.quiet >= halfTheTimeout();
  }

  /** Returns the clocks of the partitions that this process reads now. */
  private Stream<PartitionClock> clocks() {
    return partitions.values().stream().filter(PartitionClock::isHere);
  }

  /** Returns the minimum of the watermarks of all partitions, the reference for lateness. */
  synchronized long slowestWatermark() {
    return watermark;
  }

  /**
   * Returns the last reported watermark of a partition, the event time of a message without one.
   */
  synchronized long current(TopicPartition partition) {
    return partitions.get(partition).reported;
  }

  /**
   * Takes in an end offset reported by Kafka.
   *
   * @param drained true if the reader has read all records up to this end
   * @param checkedAt time of the report, wall clock
   */
  synchronized void endKnown(TopicPartition partition, boolean drained, long checkedAt) {
    latest = Math.max(latest, checkedAt);
    PartitionClock clock = partitions.get(partition);
    if (!drained) {
      wake(clock, checkedAt);
    }
    clock.endKnown(drained, checkedAt, halfTheTimeout());
    judgeLag(partition, clock, drained, checkedAt);
  }

  /**
   * Notes that Kafka reported the ends of other partitions, but not of this one.
   *
   * @param askedAt time of the report, wall clock
   */
  synchronized void endUnknown(TopicPartition partition, long askedAt) {
    awaitEnd(partition, partitions.get(partition), askedAt, "not answered, while others have");
  }

  /**
   * Notes that Kafka holds records of a partition back until a transaction ends. The partition is
   * not idle, since samples of other rigs may be among the records. The wait is bounded, since a
   * transaction that never ends must not stop all rows.
   *
   * @param checkedAt time of the report, wall clock
   */
  synchronized void endHidden(TopicPartition partition, long checkedAt) {
    PartitionClock clock = partitions.get(partition);
    if (!clock.isLost) {
      wake(clock, checkedAt);
      clock.quiet = 0;
      clock.silent = 0;
    }
    clock.checkedAt = Math.max(clock.checkedAt, checkedAt);
    awaitEnd(partition, clock, checkedAt, "handed out nothing, since a transaction is open in it");
  }

  private static void awaitEnd(
      TopicPartition partition, PartitionClock clock, long askedAt, String reason) {
    // Kafka may have been unavailable since the last call.
    clock.unanswered +=
        clock.askedAt == PartitionClock.NEVER
            ? 0
            : Math.min(Math.max(0, askedAt - clock.askedAt), LONGEST_ROUND);
    clock.askedAt = askedAt;
    if (!clock.isLost && clock.unanswered >= TimeSettings.PATIENCE.getMillis()) {
      clock.isLost = true;
      LOG.warn(
          "For {} s {} has {}. It no longer delays rows. Its later samples may be late and go "
              + "to the dead-letter topic",
          TimeSettings.PATIENCE.getStandardSeconds(),
          partition,
          reason);
    }
  }

  private long halfTheTimeout() {
    return settings.idleTimeout().getMillis() / 2;
  }

  /**
   * Detects a partition that lags. One sensor far behind would otherwise hold up the rows of all
   * others.
   */
  private void judgeLag(
      TopicPartition partition, PartitionClock clock, boolean drained, long checkedAt) {
    // A clock ahead of the wall clock makes no other partition lag.
    long reference = Math.min(newest(), checkedAt);
    long lag = reference - clock.newest;
    if (!drained || clock.newest == BEGINNING || lag <= settings.maxClockSkew().getMillis()) {
      clock.behindSince = PartitionClock.NEVER;
    } else if (clock.behindSince == PartitionClock.NEVER) {
      clock.behindSince = checkedAt;
    }
    clock.lags =
        clock.behindSince != PartitionClock.NEVER
            && checkedAt - clock.behindSince >= settings.idleTimeout().getMillis();
    clock.warnedOfLag &= clock.lags;
    // A silent sensor is off rather than wrong; if its clock is also wrong, a warning follows once
    // the sensor sends again.
    if (clock.lags && !clock.isQuiet() && !clock.warnedOfLag) {
      clock.warnedOfLag = true;
      LOG.warn(
          "{} is {} s behind the newest of the other sensors, without a backlog in Kafka. It "
              + "no longer delays rows. Its samples are late and go to the dead-letter topic. "
              + "--maxClockSkew sets the limit. Is its clock wrong?",
          partition,
          lag / 1000);
    }
    if (!clock.lags) {
      clock.rigs.judge(reference, drained, checkedAt);
    }
  }

  /**
   * Advances and returns the reported watermark of a partition.
   *
   * @param now wall clock
   */
  synchronized long advance(TopicPartition partition, long now) {
    PartitionClock clock = partitions.get(partition);
    clock.askForWatermark(now);
    partitions.values().forEach(other -> other.judgeAway(clock));
    long reached = reached(clock);
    clock.watermark = Math.max(clock.watermark, reached == END ? END : Math.min(reached, latest));
    watermark = slowest();
    clock.reported = Math.max(clock.reported, Math.min(clock.watermark, furthestStep()));
    return clock.reported;
  }

  /**
   * Returns the partitions to pause, since their readings would only be buffered. The slowest
   * active rigs of these partitions are ahead of the next possible watermark by more than a step
   * and the maximum skew. Other partitions may still need such a partition, if a rig is silent and
   * its clock is far ahead. Therefore no partition waits for partitions with an equal or larger
   * share read. No partition waits for an idle partition.
   *
   * @param assigned partitions of one reader
   * @param shareRead share of a partition read so far, 0 to 1
   */
  synchronized Set<TopicPartition> toWait(
      Set<TopicPartition> assigned, ToDoubleFunction<TopicPartition> shareRead) {
    long furthest = furthestStep() + settings.mostAhead().getMillis();
    Set<TopicPartition> ahead = new HashSet<>(assigned);
    ahead.removeIf(partition -> partitions.get(partition).slowestRig() <= furthest);
    if (!ahead.isEmpty()) {
      partitions.entrySet().stream()
          .filter(
              e ->
                  e.getValue().isHere()
                      && !e.getValue().isIdle()
                      && e.getValue().slowestRig() <= furthest)
          .mapToDouble(e -> shareRead.applyAsDouble(e.getKey()))
          .min()
          .ifPresent(least -> ahead.removeIf(p -> shareRead.applyAsDouble(p) <= least));
    }
    return ahead;
  }

  /**
   * Returns the duration without a reading that moves the watermark, in milliseconds, while Kafka
   * answered and held no further records. Returns 0 unless all partitions here are idle and the
   * rows of all counted readings are due.
   */
  synchronized long allQuietFor() {
    long reported = clocks().mapToLong(c -> c.reported).min().orElse(BEGINNING);
    boolean rowsAreDue = newest() != BEGINNING && reported >= settings.endOfWindow(newest());
    return rowsAreDue && clocks().allMatch(PartitionClock::isIdle)
        ? clocks().filter(c -> !c.isLeftOut()).mapToLong(c -> c.quiet).min().orElse(0)
        : 0;
  }

  /** Returns the number of partitions that this process reads now. */
  synchronized int partitions() {
    return (int) clocks().count();
  }

  /** Returns true once event time has ended in all partitions. */
  synchronized boolean hasEnded() {
    return !partitions.isEmpty() && clocks().allMatch(c -> c.reported == END);
  }

  /** Returns the upper limit of the watermark to report. */
  private long furthestStep() {
    long last = clocks().mapToLong(c -> c.reported).min().orElse(BEGINNING);
    if (last != BEGINNING) {
      minutes.headSet(Math.floorDiv(last - WINDOWS_CLOSED_AFTER, MINUTE)).clear();
    }
    return minutes.isEmpty()
        ? END
        : Math.max(last, minutes.first() * MINUTE) + settings.longestStep().getMillis();
  }

  private long reached(PartitionClock clock) {
    if (!clock.isIdle()) {
      return clock.trailing();
    }
    if (clocks().allMatch(PartitionClock::isIdle)) {
      return whenAllAreIdle();
    }
    return clocks()
        .filter(c -> !c.isIdle())
        .mapToLong(PartitionClock::trailing)
        .min()
        .orElse(BEGINNING);
  }

  private long whenAllAreIdle() {
    long silent = clocks().mapToLong(c -> c.silent).min().orElse(0);
    if (settings.stopWhenIdle() != null && silent >= settings.stopWhenIdle().getMillis()) {
      return END;
    }
    boolean othersElsewhere = clocks().count() < all;
    long newest = newest();
    if (newest == BEGINNING) {
      return othersElsewhere || !minutes.isEmpty() ? trailing(wallClock()) : BEGINNING;
    }
    long quiet = clocks().filter(c -> !c.isLeftOut()).mapToLong(c -> c.quiet).min().orElse(0);
    long pacedFrom = Math.min(newest, wallClock() - quiet);
    long paced = trailing(pacedFrom) + quiet - settings.idleTimeout().getMillis();
    return othersElsewhere || !clocks().allMatch(c -> c.hasRead)
        ? paced
        : Math.min(paced, settings.closing(lastThatIsDue(newest)));
  }

  /**
   * Returns the newest event time. Includes readings too far ahead to be trusted, once the wall
   * clock has reached them.
   */
  private long lastThatIsDue(long newest) {
    Long minute = minutes.lower(Math.floorDiv(wallClock(), MINUTE));
    return minute == null || minute <= Math.floorDiv(newest, MINUTE)
        ? newest
        : (minute + 1) * MINUTE - 1;
  }

  private long wallClock() {
    return clocks().mapToLong(c -> c.checkedAt).max().orElse(BEGINNING);
  }

  private long newest() {
    return clocks().mapToLong(c -> c.newest).max().orElse(BEGINNING);
  }

  private long trailing(long eventTime) {
    return eventTime == BEGINNING ? BEGINNING : eventTime - settings.delay().getMillis();
  }

  private long slowest() {
    return clocks().mapToLong(c -> c.watermark).min().orElse(BEGINNING);
  }
}
