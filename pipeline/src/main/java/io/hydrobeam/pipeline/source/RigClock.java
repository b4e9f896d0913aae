package io.hydrobeam.pipeline.source;

import org.joda.time.Duration;

/** The event time of one rig in one partition, in epoch milliseconds. */
final class RigClock {
  private static final long MINUTE = 60_000;
  private static final long NONE = Long.MIN_VALUE;

  private final String rig;
  private final SamplingPhase phase;
  private long newest = ReaderClock.BEGINNING;
  private long saidUntil = ReaderClock.BEGINNING; // the newest event time, and the silence after it
  private long heardAt; // of the partition's time spent listening
  private long progressAt; // of the partition's progress
  private long lastMinute = NONE;
  private long apartSince = NONE; // listening time since it is far from the other rigs
  private long behindSince = NONE; // wall clock since it is behind by more than the greatest skew
  private boolean lags;

  RigClock(String rig, Duration window, long listened) {
    this.rig = rig;
    this.phase = new SamplingPhase(window);
    this.heardAt = listened;
  }

  /** A reading that moves the watermark. */
  void read(long eventTime, long listened, long progress) {
    newest = Math.max(newest, eventTime);
    saidUntil = Math.max(saidUntil, eventTime + phase.quietAtTheEnd(eventTime));
    heardAt = listened;
    progressAt = progress;
  }

  /** Whether a reading lies in another minute of event time than the rig's last one. */
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

  /** The newest event time; {@link ReaderClock#BEGINNING} before the first reading. */
  long newest() {
    return newest;
  }

  /** The event time up to which all is read, if nothing comes later than by the delay. */
  long trailing(Duration delay) {
    return Math.min(newest, saidUntil - delay.getMillis());
  }

  /** For how long its partition was listened to without a reading of this rig. */
  long silence(long listened) {
    return listened - heardAt;
  }

  /** How far event time of its partition went on without a reading of this rig. */
  long passed(long progress) {
    return progress - progressAt;
  }

  /** It is heard as if it had fallen silent so long ago, at most. */
  void silentForAtMost(long silence, long listened) {
    heardAt = Math.max(heardAt, listened - silence);
  }

  /** Whether it is far behind all others, and has been for the idle timeout. */
  boolean lags() {
    return lags;
  }

  /** Whether it has only now become clear that it lags. */
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

  /** Whether it has been far from the other rigs for the idle timeout. */
  boolean judgeDistance(boolean isFar, long listened, Duration idleTimeout) {
    if (!isFar) {
      apartSince = NONE;
    } else if (apartSince == NONE) {
      apartSince = listened;
    }
    return isFar && listened - apartSince >= idleTimeout.getMillis();
  }
}
