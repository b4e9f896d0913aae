package io.hydrobeam.pipeline.source;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The event time of the rigs of one partition. The slowest active rig sets the time of the
 * partition, so that a rig whose clock is ahead moves nothing for the others. A rig is active
 * unless
 *
 * <ul>
 *   <li>the partition was listened to for the idle timeout without a reading of the rig. Listening
 *       is the time in which readings of the partition came, or Kafka had none of it; a reader that
 *       stands still, is paused or cannot reach Kafka does not listen;
 *   <li>the readings of the other rigs went on by a step and the greatest skew since its last one.
 *       In a backlog these may come sooner than the idle timeout passes, and are kept as open
 *       windows. A single reading counts for a second at most, wherever its clock is;
 *   <li>it lags: with nothing more in Kafka, it has been behind by more than the greatest skew for
 *       the idle timeout. It is compared with the newest reading of all partitions, or with the
 *       wall clock if that is older.
 * </ul>
 *
 * <p>When no rig is active, the fastest sets the time. A rig holds the partition back from its
 * first reading on. A rig without a reading for ten minutes of listening is forgotten. From the
 * 1,001st on, rigs share one clock as if they were one rig.
 */
final class RigClocks {
  private static final int MOST = 1_000;
  private static final long KEPT = 600_000;
  private static final long MOST_PROGRESS = 1_000;

  private final TopicPartition partition;
  private final TimeSettings settings;
  private final RigWarnings warnings;
  private final Map<String, RigClock> rigs = new HashMap<>();
  private final RigClock others; // of rigs that are too many to have clocks of their own
  private @Nullable RigClock last;
  private long wallClock; // up to which was listened
  private long listened;
  private long newest = ReaderClock.BEGINNING;
  private long progress;

  // of the active rigs; computed from the others when these have changed
  private boolean isCurrent;
  private long slowestNewest;
  private long slowestTrailing;

  RigClocks(TopicPartition partition, TimeSettings settings, RigWarnings warnings, long now) {
    this.partition = partition;
    this.settings = settings;
    this.warnings = warnings;
    this.others = new RigClock("", settings.window(), 0);
    this.wallClock = now;
  }

  /** The clock of a rig, a new one if it has none. Costs a map look-up only when rigs alternate. */
  RigClock of(String rig) {
    RigClock clock = last;
    if (clock == null || !clock.rig().equals(rig)) {
      clock = rigs.get(rig);
      if (clock == null) {
        clock = rigs.size() < MOST ? new RigClock(rig, settings.window(), listened) : others;
        if (clock != others) {
          rigs.put(rig, clock);
        }
      }
      last = clock;
    }
    return clock;
  }

  /** A reading that moves the watermark came from the rig with this clock. */
  void read(RigClock rig, long eventTime, long now) {
    listen(now);
    if (eventTime > newest) {
      progress += newest == ReaderClock.BEGINNING ? 0 : Math.min(eventTime - newest, MOST_PROGRESS);
      newest = eventTime;
    }
    rig.read(eventTime, listened, progress);
    isCurrent = false;
  }

  /** Readings of other rigs, or none at all, came up to this time of the wall clock. */
  void listen(long now) {
    if (now > wallClock) {
      // A reader that stood still meanwhile has heard nothing.
      listened += Math.min(now - wallClock, settings.idleTimeout().getMillis() / 2);
      wallClock = now;
      isCurrent = false;
    }
  }

  /** Up to this time of the wall clock, there were readings that have not been read. */
  void pass(long now) {
    wallClock = Math.max(wallClock, now);
  }

  /** All fell silent together and one begins again: the rigs have this part of the timeout left. */
  void wake(long silence, long now) {
    pass(now);
    long shortest = all().mapToLong(rig -> rig.silence(listened)).min().orElse(0);
    all()
        .filter(r -> r.silence(listened) <= shortest + settings.idleTimeout().getMillis())
        .forEach(r -> r.silentForAtMost(silence, listened));
    isCurrent = false;
  }

  /** How many rigs are remembered. */
  int size() {
    return rigs.size();
  }

  /** Whether no rig has been read yet. */
  boolean isEmpty() {
    return newest == ReaderClock.BEGINNING;
  }

  /** The newest event time of the slowest active rig. */
  long slowestNewest() {
    update();
    return slowestNewest;
  }

  /** The event time up to which all active rigs are read. */
  long trailing() {
    update();
    return slowestTrailing;
  }

  private void update() {
    if (isCurrent) {
      return;
    }
    forgetSilentRigs();
    slowestNewest = active().mapToLong(RigClock::newest).min().orElse(newest);
    slowestTrailing = active().mapToLong(this::trailing).min().orElseGet(this::fastest);
    isCurrent = true;
  }

  private long fastest() {
    return all().mapToLong(this::trailing).max().orElse(newest - settings.delay().getMillis());
  }

  private void forgetSilentRigs() {
    long kept = Math.max(KEPT, settings.idleTimeout().getMillis());
    if (rigs.values().removeIf(rig -> rig.silence(listened) > kept)) {
      last = null;
    }
  }

  private long trailing(RigClock rig) {
    return rig.trailing(settings.delay());
  }

  private Stream<RigClock> all() {
    return Stream.concat(rigs.values().stream(), Stream.of(others)).filter(RigClock::hasRead);
  }

  private Stream<RigClock> active() {
    return all().filter(this::isActive);
  }

  private boolean isActive(RigClock rig) {
    return !rig.lags()
        && !isSilent(rig)
        && rig.passed(progress) <= settings.mostAhead().getMillis();
  }

  private boolean isSilent(RigClock rig) {
    return rig.silence(listened) >= settings.idleTimeout().getMillis();
  }

  /**
   * Judges the rigs by what is known of the others.
   *
   * @param reference the event time that they are compared with
   * @param drained whether Kafka has nothing more of the partition
   */
  void judge(long reference, boolean drained, long checkedAt) {
    all()
        .filter(
            rig ->
                rig.judgeLag(
                    drained && reference - rig.newest() > settings.maxClockSkew().getMillis(),
                    checkedAt,
                    settings.idleTimeout()))
        .filter(rig -> !isSilent(rig))
        .forEach(rig -> warnings.lags(rig, partition, reference));
    isCurrent = false;
    judgeDistances(checkedAt);
  }

  /** Compares each active rig with the median of all, the slower of two. */
  private void judgeDistances(long checkedAt) {
    long[] times = active().mapToLong(RigClock::newest).sorted().toArray();
    long median = times.length == 0 ? newest : times[(times.length - 1) / 2];
    long bearable = settings.allowedLateness().getMillis();
    all()
        .filter(
            rig ->
                rig.judgeDistance(
                    isActive(rig) && Math.abs(rig.newest() - median) > bearable,
                    listened,
                    settings.idleTimeout()))
        .forEach(rig -> warnings.isApart(rig, partition, median, checkedAt));
  }
}
