package io.hydrobeam.pipeline.source;

import org.joda.time.Duration;

/** Event time of one rig in one partition, in epoch milliseconds. */
final class RigClock {
  private static final long MINUTE = 60_000;
  private static final long NONE = Long.MIN_VALUE;

  private final String rig;
  private final SamplingPhase phase;
  private long newest = ReaderClock.BEGINNING;
  private long saidUntil = ReaderClock.BEGINNING; // newest event time plus the predicted silence
  private long heardAt; // listening time of the partition
  private long progressAt; // progress of the partition
  private long lastMinute = NONE;
  private long apartSince = NONE; // listening time since the rig is far from the others
  private long behindSince = NONE; // wall clock since the lag exceeds the maximum skew
  private boolean lags;

  RigClock(String rig, Duration window, long listened) {
    this.rig = rig;
    this.phase = new SamplingPhase(window);
    this.heardAt = listened;
  }

  /** Takes in a reading that moves the watermark. */
  void read(long eventTime, long listened, long progress) {
    newest = Math.max(newest, eventTime);
    saidUntil = Math.max(saidUntil, eventTime + phase.quietAtTheEnd(eventTime));
    heardAt = listened;
    progressAt = progress;
  }

  /**
   * Returns true if a reading is in another minute of event time than the previous reading of the
   * rig.
   */
  boolean isInNewMinute(long eventTime) {
    long minute = Math.floorDiv(eventTime, MINUTE);
    boolean isNew = minute != lastMinute;
    lastMinute = minute;
    return isNew;
  }

  String rig() {
    return rig;
  }

  boolean hasRead() {
    return newest != ReaderClock.BEGINNING;
  }

  /** Returns the newest event time; {@link ReaderClock#BEGINNING} before the first reading. */
  long newest() {
    return newest;
  }

  /**
   * Returns the event time up to which all samples are read, if no sample is later than the delay.
   */
  long trailing(Duration delay) {
    return Math.min(newest, saidUntil - delay.getMillis());
  }

  /** Returns the listening time of the partition since the last reading of this rig. */
  long silence(long listened) {
    return listened - heardAt;
  }

  /** Returns the progress of event time in the partition since the last reading of this rig. */
  long passed(long progress) {
    return progress - progressAt;
  }

  /** Limits the silence of the rig. */
  void silentForAtMost(long silence, long listened) {
    heardAt = Math.max(heardAt, listened - silence);
  }

  /** Returns true if the rig has been far behind all others for the idle timeout. */
  boolean lags() {
    return lags;
  }

  /** Updates the lag and returns true if the rig has started to lag with this call. */
  boolean judgeLag(boolean isBehind, long checkedAt, Duration idleTimeout) {
    boolean lagged = lags;
    if (!isBehind) {
      behindSince = NONE;
    } else if (behindSince == NONE) {
      behindSince = checkedAt;
    }
    lags = isBehind && checkedAt - behindSince >= idleTimeout.getMillis();
    return lags && !lagged;
  }

  /**
   * Updates the distance and returns true if the rig has been far from the other rigs for the idle
   * timeout.
   */
  boolean judgeDistance(boolean isFar, long listened, Duration idleTimeout) {
    if (!isFar) {
      apartSince = NONE;
    } else if (apartSince == NONE) {
      apartSince = listened;
    }
    return isFar && listened - apartSince >= idleTimeout.getMillis();
  }
}
