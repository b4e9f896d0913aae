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
 * The event time of all partitions that are read in a process, in epoch milliseconds. A partition's
 * watermark is
 *
 * <ul>
 *   <li>while it has records or may have some in Kafka: the end of what its slowest active rig has
 *       said, less the delay. {@link RigClocks} says which rigs are active, so that a rig whose
 *       clock is ahead moves nothing for the other rigs of its partition. What a rig has said ends
 *       with its newest event time and what, by its {@link SamplingPhase}, is silence until the end
 *       of the window; the watermark never passes that event time itself;
 *   <li>that of the slowest partition that is not idle, once it is idle: Kafka was seen to hold
 *       nothing more of it for the idle timeout, or nothing but readings that are further behind
 *       those of the others, and behind the wall clock, than the greatest skew, or for {@link
 *       TimeSettings#PATIENCE} it has not answered while others have, or has held all back behind
 *       an open transaction;
 *   <li>when all are idle, the newest event time less the delay, and from then on at the pace of
 *       the wall clock, until the last file is closed. What was sent during the silence and comes
 *       later is not late, unless it belongs in that file. Time goes on further once the wall clock
 *       has passed readings that were too far ahead, and for ever where others may be read
 *       elsewhere, whom it must not hold up: if not all partitions are read here, or one was taken
 *       over from another process and held no reading since;
 *   <li>the wall clock less the delay, when no partition here ever held a reading that is believed,
 *       and some held others or there are partitions elsewhere: what comes then is taken to be
 *       live;
 *   <li>the end of time, once all were silent for as long as the whole run should wait.
 * </ul>
 *
 * <p>But for the end of time, no watermark passes the wall clock. A rig whose clock is ahead makes
 * nothing late that way, neither of a rig that was idle nor of one that appears; its own rows come
 * when their time has come.
 *
 * <p>What is reported never goes back, and where there are readings it is reported in steps of a
 * bounded length; a span without any is passed at once. Idleness is measured up to the last time at
 * which Kafka told its end offsets, so that event time stands still while the broker cannot be
 * reached. Of the span between two such times no more than half the idle timeout counts, so that it
 * does not jump once the broker is back either: who could send nothing has the other half to begin
 * again. When all were silent for that half and one begins, the others have it as well, but for
 * those that had been silent for the idle timeout before. Readings whose event time is further
 * ahead of the wall clock than the greatest skew move no watermark, and a partition that has no
 * others counts as idle: one sensor with a wrong clock would make the samples of all others late,
 * or keep them waiting for ever. Lateness is judged by the slowest watermark of all partitions,
 * whatever the rig.
 *
 * <p>A partition counts as long as it is read in this process. On a cluster its reader may move to
 * another one, and nothing says so. Readers are asked for their watermarks in turns: a partition is
 * away once another was asked twice since its last time, and is here again once it is asked or
 * opened. A partition that comes back where it was left keeps its silence, so that idleness and the
 * end come for readers that move with each batch.
 */
final class ReaderClock {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderClock.class);

  static final long BEGINNING = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  static final long END = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  private static final long MINUTE = 60_000;

  /** So long after a reading no window that holds it is open: a window is a minute at the most. */
  private static final long WINDOWS_CLOSED_AFTER = 2 * MINUTE;

  /**
   * It takes no longer to ask all partitions for their ends, and to wait before it is done again.
   */
  private static final long LONGEST_ROUND = 10_000;

  private final TimeSettings settings;
  private final int all;
  private final RigWarnings warnings;
  private final Map<TopicPartition, PartitionClock> partitions = new LinkedHashMap<>();
  private final Map<TopicPartition, PartitionClock> replaced = new HashMap<>();
  private long watermark = BEGINNING;

  /** The minutes of event time that have readings, without those whose windows are all closed. */
  private final NavigableSet<Long> minutes = new TreeSet<>();

  private long latest = BEGINNING; // of the wall clock
  private boolean warnedOfSkew;

  /**
   * A clock for some or all partitions.
   *
   * @param all how many partitions are read in all, here and in other processes
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
   * Takes in a partition: anew, or again when its reader is opened from a checkpoint.
   *
   * @param resumedAt the watermark of the checkpoint
   */
  synchronized void open(TopicPartition partition, OptionalLong resumedAt, long now) {
    latest = Math.max(latest, now);
    long resumed = resumedAt.orElse(BEGINNING);
    PartitionClock known = partitions.get(partition);
    // What is known is of use only where it left off. From an older checkpoint records come again;
    // to a newer one, another executor has read on in the meantime.
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
   * A partition that was opened is read on from where it was left here. No other process has read a
   * record in the meantime, so that silences go on.
   */
  synchronized void resumeWhereLeft(TopicPartition partition, long now) {
    PartitionClock left = replaced.remove(partition);
    if (left != null) {
      left.resume(partitions.get(partition).reported, now);
      partitions.put(partition, left);
    }
  }

  /**
   * A reading came. Returns by how many milliseconds it is behind the watermark if it is too late
   * to count, since its window has been closed for longer than the allowed lateness; 0 if it
   * counts.
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

  /** A reading came that is too far ahead to count. It shows only that something still comes. */
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
          "Rig {} has a sample in {} that is {} s ahead of this machine's clock. Samples ahead by"
              + " more than --maxClockSkew move no watermark, and their rows come when the clock has"
              + " caught up. Those ahead by more than --maxFuture go to the dead-letter topic. Set"
              + " the rig's clock",
          rig,
          partition,
          ahead / 1000);
    }
  }

  /**
   * When all were silent and one begins again, those that fell silent with it have half the timeout
   * to begin, too: what they send is in Kafka a moment later, and not known of until Kafka is
   * asked.
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

  /** The clocks of the partitions that are read in this process now. */
  private Stream<PartitionClock> clocks() {
    return partitions.values().stream().filter(PartitionClock::isHere);
  }

  /** The least of the partitions' watermarks, by which lateness is judged. */
  synchronized long slowestWatermark() {
    return watermark;
  }

  /** The last watermark of a partition: the event time for a message that has none. */
  synchronized long current(TopicPartition partition) {
    return partitions.get(partition).reported;
  }

  /**
   * Kafka told where a partition ends.
   *
   * @param drained whether the reader has read all that Kafka held then
   * @param checkedAt when that was, wall clock
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
   * Kafka told where others end, and not where this partition does.
   *
   * @param askedAt when that was, wall clock
   */
  synchronized void endUnknown(TopicPartition partition, long askedAt) {
    awaitEnd(partition, partitions.get(partition), askedAt, "not answered, while others have");
  }

  /**
   * Kafka holds records of a partition, and hands out none of them before a transaction ends. The
   * partition is not idle: other rigs' samples may be among them. A transaction that nobody ends
   * must not stop all rows for ever, so that patience has an end.
   *
   * @param checkedAt when that was, wall clock
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
    // None may have answered since.
    clock.unanswered +=
        clock.askedAt == PartitionClock.NEVER
            ? 0
            : Math.min(Math.max(0, askedAt - clock.askedAt), LONGEST_ROUND);
    clock.askedAt = askedAt;
    if (!clock.isLost && clock.unanswered >= TimeSettings.PATIENCE.getMillis()) {
      clock.isLost = true;
      LOG.warn(
          "For {} s {} has {}. It no longer holds the rows up: what comes of it later may be late,"
              + " and goes to the dead-letter topic then",
          TimeSettings.PATIENCE.getStandardSeconds(),
          partition,
          reason);
    }
  }

  private long halfTheTimeout() {
    return settings.idleTimeout().getMillis() / 2;
  }

  /** One sensor whose clock is far behind would hold the rows of all others up for ever. */
  private void judgeLag(
      TopicPartition partition, PartitionClock clock, boolean drained, long checkedAt) {
    // A clock that is ahead of the wall clock makes nobody lag.
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
    // One that is silent has no wrong clock, but is off; or it has both, and will be heard.
    if (clock.lags && !clock.isQuiet() && !clock.warnedOfLag) {
      clock.warnedOfLag = true;
      LOG.warn(
          "{} is {} s behind the newest of the other sensors, with nothing more in Kafka. It no"
              + " longer holds the rows up: what it sends now is late and goes to the dead-letter"
              + " topic. --maxClockSkew says how far behind it may be. Is its clock wrong?",
          partition,
          lag / 1000);
    }
    if (!clock.lags) {
      clock.rigs.judge(reference, drained, checkedAt);
    }
  }

  /**
   * The watermark of a partition as it is now.
   *
   * @param now when it is asked for, wall clock
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
   * Which partitions are to be read no further for now, since their readings would only be kept:
   * their slowest active rigs are more than a step, and the greatest skew, ahead of what can be
   * reported next. Where a rig has said nothing for a while and its clock is far ahead, the others
   * may need the partition all the same; so none waits for those of which as much has been read.
   * Nobody waits for one that is idle.
   *
   * @param assigned the partitions of one reader
   * @param shareRead how much of what there is to read of a partition has been read, 0 to 1
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
   * For how long nothing has come that moves the watermark, in milliseconds, while Kafka answered
   * and held nothing more: 0 unless all partitions here are idle, and the rows of all readings that
   * count are due.
   */
  synchronized long allQuietFor() {
    long reported = clocks().mapToLong(c -> c.reported).min().orElse(BEGINNING);
    boolean rowsAreDue = newest() != BEGINNING && reported >= settings.endOfWindow(newest());
    return rowsAreDue && clocks().allMatch(PartitionClock::isIdle)
        ? clocks().filter(c -> !c.isLeftOut()).mapToLong(c -> c.quiet).min().orElse(0)
        : 0;
  }

  /** How many partitions are read here now. */
  synchronized int partitions() {
    return (int) clocks().count();
  }

  /** Whether event time has come to its end in all partitions. */
  synchronized boolean hasEnded() {
    return !partitions.isEmpty() && clocks().allMatch(c -> c.reported == END);
  }

  /** How far the watermark may be reported to have come. */
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
   * The newest event time, or that of readings that were too far ahead to be believed, once the
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
