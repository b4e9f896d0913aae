package io.hydrobeam.pipeline.source;

import static io.hydrobeam.pipeline.source.ReaderClock.BEGINNING;

import org.apache.kafka.common.TopicPartition;

/** The event time of one partition, in epoch milliseconds, as {@link ReaderClock} keeps it. */
final class PartitionClock {
  static final long NEVER = -1;

  /** On the DirectRunner, two readers are not asked by turns. */
  private static final long AWAY_AFTER = 1_000;

  final RigClocks rigs;
  private final TimeSettings settings;
  long newest;
  long watermark;
  long reported; // the watermark, as far as the steps have come
  long lastReading;
  long lastBelieved;
  long checkedAt; // when Kafka last told its end
  long silent; // for how long no reading came
  long quiet; // for how long none came that moves the watermark
  long behindSince = NEVER;
  boolean hasRead; // it knows what was read: not only another process did
  boolean lags; // has been far behind the others for the idle timeout
  long askedAt = NEVER; // when it did not answer, and others did
  long unanswered; // for how long it has not answered, and others have
  boolean isLost; // has not answered for as long as there is patience
  boolean warnedOfLag;
  private boolean isAway; // is read by another process now
  private long seenAt; // when it was opened, or its watermark asked for: wall clock
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

  /** It is opened again where it was left. */
  void reopen(long now) {
    isAway = false;
    seenAt = now;
  }

  /** Goes on at another watermark, when no record was read elsewhere in the meantime. */
  void resume(long resumed, long now) {
    watermark = resumed;
    reported = resumed;
    hasRead = false;
    reopen(now);
  }

  /** Its watermark is asked for, so that it is read here. */
  void askForWatermark(long now) {
    reopen(now);
    watermarkAskedBefore = watermarkAskedAt;
    watermarkAskedAt = now;
  }

  /** The watermark of another partition is asked for. */
  void judgeAway(PartitionClock asked) {
    isAway |= seenAt < asked.watermarkAskedBefore && asked.watermarkAskedAt - seenAt >= AWAY_AFTER;
  }

  boolean isHere() {
    return !isAway;
  }

  /** A reading that moves the watermark. */
  void read(RigClock rig, long eventTime, long now) {
    rigs.read(rig, eventTime, now);
    lastBelieved = now;
    quiet = 0;
    newest = Math.max(newest, eventTime);
    hasRead = true;
  }

  /** Kafka told where it ends. */
  void endKnown(boolean drained, long now, long halfTheTimeout) {
    // Kafka may have been away since its last answer.
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

  /** A silence of this length, but no longer than since its beginning. */
  private static long upTo(long beginning, long checkedAt, long silence) {
    return Math.min(silence, Math.max(0, checkedAt - beginning));
  }

  boolean isLeftOut() {
    return lags || isLost;
  }

  boolean isIdle() {
    return isLeftOut() || isQuiet();
  }

  /** Whether no reading that moves the watermark has come for the idle timeout. */
  boolean isQuiet() {
    return quiet >= settings.idleTimeout().getMillis();
  }

  /** The newest event time of its slowest active rig. */
  long slowestRig() {
    return rigs.isEmpty() ? newest : rigs.slowestNewest();
  }

  /** The event time up to which its active rigs are read. */
  long trailing() {
    if (rigs.isEmpty()) {
      return newest == BEGINNING ? BEGINNING : newest - settings.delay().getMillis();
    }
    return rigs.trailing();
  }
}
