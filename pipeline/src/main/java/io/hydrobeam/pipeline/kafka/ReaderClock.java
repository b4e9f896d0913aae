package io.hydrobeam.pipeline.kafka;

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
 *   <li>the end of what it has said, less the delay, while it has records or may have some in
 *       Kafka: its newest event time and what, by its {@link SamplingPhase}, is silence until the
 *       end of the window; never more than that event time itself;
 *   <li>that of the slowest partition that is not idle, once it is idle: Kafka was seen to hold
 *       nothing more of it for the idle timeout, or nothing but readings that are further behind
 *       those of the others than the greatest skew, or it has not answered for {@link
 *       TimeSettings#PATIENCE} while others have;
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
 * <p>What is reported never goes back, and where there are readings it is reported in steps of a
 * bounded length; a span without any is passed at once. Idleness is measured up to the last time at
 * which Kafka told its end offsets, so that event time stands still while the broker cannot be
 * reached. Of the span between two such times no more than half the idle timeout counts, so that it
 * does not jump once the broker is back either: who could send nothing has the other half to begin
 * again. When all were silent for that half and one begins, the others have it as well, but for
 * those that had been silent for the idle timeout before. Readings whose event time is further
 * ahead of the wall clock than the greatest skew move no watermark, and a partition that has no
 * others counts as idle: one sensor with a wrong clock would make the samples of all others late,
 * or keep them waiting for ever.
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

  private static final long NEVER = -1;

  private final TimeSettings settings;
  private final int all;
  private final Map<TopicPartition, PartitionClock> partitions = new LinkedHashMap<>();
  private long watermark = BEGINNING;

  /** The minutes of event time that have readings, without those whose windows are all closed. */
  private final NavigableSet<Long> minutes = new TreeSet<>();

  private boolean warnedOfSkew;

  /**
   * A clock for some or all partitions.
   *
   * @param all how many partitions are read in all, here and in other processes
   */
  ReaderClock(TimeSettings settings, int all) {
    this.settings = settings;
    this.all = all;
  }

  /**
   * Takes in a partition: anew, or again when its reader is opened from a checkpoint.
   *
   * @param resumedAt the watermark of the checkpoint
   */
  synchronized void open(TopicPartition partition, OptionalLong resumedAt, long now) {
    long resumed = resumedAt.orElse(BEGINNING);
    PartitionClock known = partitions.get(partition);
    // What is known is of use only where it left off. From an older checkpoint records come again;
    // to a newer one, another executor has read on in the meantime.
    if (known == null || resumed != known.reported) {
      partitions.put(partition, new PartitionClock(resumed, now));
      watermark = slowest();
    }
  }

  /**
   * A reading came. Returns by how many milliseconds it is behind the watermark if it is too late
   * to count, since its window has been closed for longer than the allowed lateness; 0 if it
   * counts.
   */
  synchronized long read(TopicPartition partition, long eventTime, long now) {
    PartitionClock clock = partitions.get(partition);
    clock.lastReading = now;
    clock.silent = 0;
    long minute = Math.floorDiv(eventTime, MINUTE);
    if (minute != clock.lastMinute) {
      clock.lastMinute = minute;
      minutes.add(minute);
    }
    if (eventTime - now <= settings.maxClockSkew().getMillis()) {
      wake(clock, now);
      clock.lastBelieved = now;
      clock.quiet = 0;
      clock.newest = Math.max(clock.newest, eventTime);
      clock.saidUntil = Math.max(clock.saidUntil, eventTime + clock.phase.quietAtTheEnd(eventTime));
      clock.hasRead = true;
    } else if (!warnedOfSkew) {
      warnedOfSkew = true;
      LOG.warn(
          "{} has a sample that is {} s ahead of this machine's clock. Such samples are kept, but"
              + " move no watermark, so that their rows come when the clock has caught up;"
              + " --maxClockSkew says from when on. Is a clock wrong?",
          partition,
          (eventTime - now) / 1000);
    }
    return settings.isTooLate(eventTime, watermark) ? watermark - eventTime : 0;
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
            });
  }

  private boolean silentForHalfTheTimeout(PartitionClock clock) {
    return clock.isLeftOut() || clock.quiet >= halfTheTimeout();
  }

  private Stream<PartitionClock> clocks() {
    return partitions.values().stream();
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
    PartitionClock clock = partitions.get(partition);
    // Kafka may have been away since its last answer.
    long heard = Math.min(Math.max(0, checkedAt - clock.checkedAt), halfTheTimeout());
    clock.checkedAt = Math.max(clock.checkedAt, checkedAt);
    clock.askedAt = NEVER;
    clock.unanswered = 0;
    clock.isLost = false;
    if (!drained) {
      wake(clock, checkedAt);
    }
    clock.quiet = drained ? upTo(clock.lastBelieved, checkedAt, clock.quiet + heard) : 0;
    clock.silent = drained ? upTo(clock.lastReading, checkedAt, clock.silent + heard) : 0;
    judgeLag(partition, clock, drained, checkedAt);
  }

  /**
   * Kafka told where others end, and not where this partition does.
   *
   * @param askedAt when that was, wall clock
   */
  synchronized void endUnknown(TopicPartition partition, long askedAt) {
    PartitionClock clock = partitions.get(partition);
    // None may have answered since.
    clock.unanswered +=
        clock.askedAt == NEVER ? 0 : Math.min(Math.max(0, askedAt - clock.askedAt), LONGEST_ROUND);
    clock.askedAt = askedAt;
    if (!clock.isLost && clock.unanswered >= TimeSettings.PATIENCE.getMillis()) {
      clock.isLost = true;
      LOG.warn(
          "{} has not answered for {} s, while others have. It no longer holds the rows up: what comes"
              + " of it once it is back may be late, and goes to the dead-letter topic then",
          partition,
          TimeSettings.PATIENCE.getStandardSeconds());
    }
  }

  private long halfTheTimeout() {
    return settings.idleTimeout().getMillis() / 2;
  }

  /** A silence of this length, but no longer than since its beginning. */
  private static long upTo(long beginning, long checkedAt, long silence) {
    return Math.min(silence, Math.max(0, checkedAt - beginning));
  }

  /** One sensor whose clock is far behind would hold the rows of all others up for ever. */
  private void judgeLag(
      TopicPartition partition, PartitionClock clock, boolean drained, long checkedAt) {
    long lag = newest() - clock.newest;
    if (!drained || clock.newest == BEGINNING || lag <= settings.maxClockSkew().getMillis()) {
      clock.behindSince = NEVER;
    } else if (clock.behindSince == NEVER) {
      clock.behindSince = checkedAt;
    }
    clock.lags =
        clock.behindSince != NEVER
            && checkedAt - clock.behindSince >= settings.idleTimeout().getMillis();
    clock.warnedOfLag &= clock.lags;
    // One that is silent has no wrong clock, but is off; or it has both, and will be heard.
    if (clock.lags && !quietForTheTimeout(clock) && !clock.warnedOfLag) {
      clock.warnedOfLag = true;
      LOG.warn(
          "{} is {} s behind the newest of the other sensors, with nothing more in Kafka. It no"
              + " longer holds the rows up: what it sends now is late and goes to the dead-letter"
              + " topic. --maxClockSkew says how far behind it may be. Is its clock wrong?",
          partition,
          lag / 1000);
    }
  }

  /** The watermark of a partition as it is now. */
  synchronized long advance(TopicPartition partition) {
    PartitionClock clock = partitions.get(partition);
    clock.watermark = Math.max(clock.watermark, reached(clock));
    watermark = slowest();
    clock.reported = Math.max(clock.reported, Math.min(clock.watermark, furthestStep()));
    return clock.reported;
  }

  /**
   * Which partitions are to be read no further for now, since their readings would only be kept:
   * they are more than a step, and the greatest skew, ahead of what can be reported next. Where one
   * of a partition's rigs has a clock that is further ahead, the others need it all the same; so
   * none waits for those of which as much has been read. Nobody waits for one that is idle.
   *
   * @param assigned the partitions of one reader
   * @param shareRead how much of what there is to read of a partition has been read, 0 to 1
   */
  synchronized Set<TopicPartition> toWait(
      Set<TopicPartition> assigned, ToDoubleFunction<TopicPartition> shareRead) {
    long furthest =
        furthestStep()
            + settings.longestStep().getMillis()
            + settings.delay().getMillis()
            + settings.maxClockSkew().getMillis();
    Set<TopicPartition> ahead = new HashSet<>(assigned);
    ahead.removeIf(partition -> partitions.get(partition).newest <= furthest);
    if (!ahead.isEmpty()) {
      partitions.entrySet().stream()
          .filter(e -> !idle(e.getValue()) && e.getValue().newest <= furthest)
          .mapToDouble(e -> shareRead.applyAsDouble(e.getKey()))
          .min()
          .ifPresent(least -> ahead.removeIf(p -> shareRead.applyAsDouble(p) <= least));
    }
    return ahead;
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
    if (!idle(clock)) {
      return trailing(clock);
    }
    return clocks().allMatch(this::idle)
        ? whenAllAreIdle()
        : clocks().filter(c -> !idle(c)).mapToLong(this::trailing).min().orElse(BEGINNING);
  }

  private long whenAllAreIdle() {
    long silent = clocks().mapToLong(c -> c.silent).min().orElse(0);
    if (settings.stopWhenIdle() != null && silent >= settings.stopWhenIdle().getMillis()) {
      return END;
    }
    boolean othersElsewhere = partitions.size() < all;
    long newest = newest();
    if (newest == BEGINNING) {
      return othersElsewhere || !minutes.isEmpty() ? trailing(wallClock()) : BEGINNING;
    }
    long quiet = clocks().filter(c -> !c.isLeftOut()).mapToLong(c -> c.quiet).min().orElse(0);
    long paced = trailing(newest) + quiet - settings.idleTimeout().getMillis();
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

  private boolean idle(PartitionClock clock) {
    return clock.isLeftOut() || quietForTheTimeout(clock);
  }

  private boolean quietForTheTimeout(PartitionClock clock) {
    return clock.quiet >= settings.idleTimeout().getMillis();
  }

  private long newest() {
    return clocks().mapToLong(c -> c.newest).max().orElse(BEGINNING);
  }

  private long trailing(PartitionClock clock) {
    return Math.min(clock.newest, trailing(clock.saidUntil));
  }

  private long trailing(long eventTime) {
    return eventTime == BEGINNING ? BEGINNING : eventTime - settings.delay().getMillis();
  }

  private long slowest() {
    return clocks().mapToLong(c -> c.watermark).min().orElse(BEGINNING);
  }

  private final class PartitionClock {
    private final SamplingPhase phase = new SamplingPhase(settings.window());
    private long newest;
    private long saidUntil; // the newest event time, and the silence that follows it
    private long watermark;
    private long reported; // the watermark, as far as the steps have come
    private long lastReading;
    private long lastBelieved;
    private long checkedAt; // when Kafka last told its end
    private long silent; // for how long no reading came
    private long quiet; // for how long none came that moves the watermark
    private long behindSince = NEVER;
    private boolean hasRead; // it knows what was read: not only another process did
    private boolean lags; // has been far behind the others for the idle timeout
    private long askedAt = NEVER; // when it did not answer, and others did
    private long unanswered; // for how long it has not answered, and others have
    private boolean isLost; // has not answered for as long as there is patience
    private boolean warnedOfLag;
    private long lastMinute = Long.MIN_VALUE;

    PartitionClock(long resumed, long now) {
      watermark = resumed;
      reported = resumed;
      newest = resumed == BEGINNING ? BEGINNING : resumed + settings.delay().getMillis();
      saidUntil = newest;
      hasRead = resumed == BEGINNING;
      lastReading = now;
      lastBelieved = now;
      checkedAt = now;
    }

    boolean isLeftOut() {
      return lags || isLost;
    }
  }
}
