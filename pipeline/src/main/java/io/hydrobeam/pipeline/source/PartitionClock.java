package io.hydrobeam.pipeline.source;

import static io.hydrobeam.pipeline.source.ReaderClock.BEGINNING;

import org.apache.kafka.common.TopicPartition;

/** Event time of one partition, in epoch milliseconds. State of {@link ReaderClock}. */
final class PartitionClock {
  static final long NEVER = -1;

  /**
   * Minimum time without a call before a partition is away, since the DirectRunner does not ask
   * readers in turns.
   */
  private static final long AWAY_AFTER = 1_000;

  final RigClocks rigs;
  private final TimeSettings settings;
  long newest;
  long watermark;
  long reported; // the watermark, limited to the steps reached so far
  long lastReading;
  long lastBelieved;
  long checkedAt; // last time at which Kafka reported the end offset
  long silent; // duration without a reading
  long quiet; // duration without a reading that moves the watermark
  long behindSince = NEVER;
  boolean hasRead; // read by this process, not only by another
  boolean lags; // far behind the others for the idle timeout
  long askedAt = NEVER; // last time without an answer while other partitions answered
  long unanswered; // duration without an answer while other partitions answered
  boolean isLost; // unanswered for TimeSettings.PATIENCE
  boolean warnedOfLag;
  private boolean isAway; // read by another process now
  private long seenAt; // last time opened or asked for the watermark, wall clock
  private long watermarkAskedAt = NEVER;
  private long watermarkAskedBefore = NEVER;

  PartitionClock(
      TopicPartition partition,
      TimeSettings settings,
      RigWarnings warnings,
      long resumed,
      long now) {
    this.settings = settings;
    rigs = new RigClocks(partition, settings, warnings, now);
    watermark = resumed;
    reported = resumed;
    newest = resumed == BEGINNING ? BEGINNING : resumed + settings.delay().getMillis();
    hasRead = resumed == BEGINNING;
    lastReading = now;
    lastBelieved = now;
    checkedAt = now;
    seenAt = now;
  }

  /** Opens the partition again at its last position. */
  void reopen(long now) {
    isAway = false;
    seenAt = now;
  }

  /** Resumes at another watermark. No other process has read a record in the meantime. */
  void resume(long resumed, long now) {
    watermark = resumed;
    reported = resumed;
    hasRead = false;
    reopen(now);
  }

  /**
   * Notes a request for the watermark of this partition, which shows that this process reads the
   * partition.
   */
  void askForWatermark(long now) {
    reopen(now);
    watermarkAskedBefore = watermarkAskedAt;
    watermarkAskedAt = now;
  }

  /** Notes a request for the watermark of another partition. */
  void judgeAway(PartitionClock asked) {
    isAway |= seenAt < asked.watermarkAskedBefore && asked.watermarkAskedAt - seenAt >= AWAY_AFTER;
  }

  boolean isHere() {
    return !isAway;
  }

  /** Takes in a reading that moves the watermark. */
  void read(RigClock rig, long eventTime, long now) {
    rigs.read(rig, eventTime, now);
    lastBelieved = now;
    quiet = 0;
    newest = Math.max(newest, eventTime);
    hasRead = true;
  }

  /** Takes in the end offset that Kafka reported. */
  void endKnown(boolean drained, long now, long halfTheTimeout) {
    // Kafka may have been unavailable since its last answer.
    long heard = Math.min(Math.max(0, now - checkedAt), halfTheTimeout);
    checkedAt = Math.max(checkedAt, now);
    askedAt = NEVER;
    unanswered = 0;
    isLost = false;
    quiet = drained ? upTo(lastBelieved, now, quiet + heard) : 0;
    silent = drained ? upTo(lastReading, now, silent + heard) : 0;
    if (drained) {
      rigs.listen(now);
    } else {
      rigs.pass(now);
    }
  }

  /** Limits a silence to the time since its beginning. */
  private static long upTo(long beginning, long checkedAt, long silence) {
    return Math.min(silence, Math.max(0, checkedAt - beginning));
  }

  boolean isLeftOut() {
    return lags || isLost;
  }

  boolean isIdle() {
    return isLeftOut() || isQuiet();
  }

  /** Returns true if no reading that moves the watermark has arrived for the idle timeout. */
  boolean isQuiet() {
    return quiet >= settings.idleTimeout().getMillis();
  }

  /** Returns the newest event time of the slowest active rig. */
  long slowestRig() {
    return rigs.isEmpty() ? newest : rigs.slowestNewest();
  }

  /** Returns the event time up to which the active rigs are read. */
  long trailing() {
    if (rigs.isEmpty()) {
      return newest == BEGINNING ? BEGINNING : newest - settings.delay().getMillis();
    }
    return rigs.trailing();
  }
}
