package io.hydrobeam.pipeline.source;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Event time of the rigs of one partition. The slowest active rig sets the time of the partition,
 * so a rig whose clock is ahead moves nothing for the others. A rig is active unless one of these
 * holds:
 *
 * <ul>
 *   <li>The partition was listened to for the idle timeout without a reading of the rig. Listening
 *       time passes while readings of the partition arrive or Kafka holds none. A reader that is
 *       stopped, paused or disconnected from Kafka does not listen.
 *   <li>The readings of the other rigs have advanced by a step and the maximum skew since the last
 *       reading of the rig. In a backlog these readings may arrive before the idle timeout passes,
 *       and are kept as open windows. A single reading advances at most a second, whatever its
 *       clock.
 *   <li>The rig lags: with nothing more in Kafka, the rig has been behind by more than the maximum
 *       skew for the idle timeout. The reference is the newest reading of all partitions, or the
 *       wall clock if older.
 * </ul>
 *
 * <p>If no rig is active, the fastest sets the time. A rig holds the partition back from its first
 * reading on. A rig without a reading for ten minutes of listening is removed. From the 1,001st on,
 * rigs share one clock.
 */
final class RigClocks {
  private static final int MOST = 1_000;
  private static final long KEPT = 600_000;
  private static final long MOST_PROGRESS = 1_000;

  private final TopicPartition partition;
  private final TimeSettings settings;
  private final RigWarnings warnings;
  private final Map<String, RigClock> rigs = new HashMap<>();
  private final RigClock others; // shared by all rigs beyond the maximum
  private @Nullable RigClock last;
  private long wallClock; // end of the listening time so far
  private long listened;
  private long newest = ReaderClock.BEGINNING;
  private long progress;

  // values of the active rigs, computed again after changes
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

  /**
   * Returns the clock of a rig, a new one for a new rig. Costs a map look-up only if rigs
   * alternate.
   */
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

  /** Takes in a reading that moves the watermark, from the rig of this clock. */
  void read(RigClock rig, long eventTime, long now) {
    listen(now);
    if (eventTime > newest) {
      progress += newest == ReaderClock.BEGINNING ? 0 : Math.min(eventTime - newest, MOST_PROGRESS);
      newest = eventTime;
    }
    rig.read(eventTime, listened, progress);
    isCurrent = false;
  }

  /** Adds listening time up to this wall clock: readings of other rigs arrived, or none at all. */
  void listen(long now) {
    if (now > wallClock) {
      // A reader that was stopped has not listened.
      listened += Math.min(now - wallClock, settings.idleTimeout().getMillis() / 2);
      wallClock = now;
      isCurrent = false;
    }
  }

  /** Skips listening time up to this wall clock, since unread readings were left. */
  void pass(long now) {
    wallClock = Math.max(wallClock, now);
  }

  /** Limits the silence of rigs that fell silent together, when one of them resumes. */
  void wake(long silence, long now) {
    pass(now);
    long shortest = all().mapToLong(rig -> rig.silence(listened)).min().orElse(0);
    all()
        .filter(r -> r.silence(listened) <= shortest + settings.idleTimeout().getMillis())
        .forEach(r -> r.silentForAtMost(silence, listened));
    isCurrent = false;
  }

  /** Returns the number of rigs with a clock of their own. */
  int size() {
    return rigs.size();
  }

  /** Returns true before the first reading. */
  boolean isEmpty() {
    return newest == ReaderClock.BEGINNING;
  }

  /** Returns the newest event time of the slowest active rig. */
  long slowestNewest() {
    update();
    return slowestNewest;
  }

  /** Returns the event time up to which all active rigs are read. */
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
   * Judges lag and distance of the rigs.
   *
   * @param reference event time to compare with
   * @param drained true if Kafka has no further records of the partition
   * @param checkedAt time of the last end offset, wall clock
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

  /** Compares each active rig with the median of all active rigs, the slower of two. */
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
