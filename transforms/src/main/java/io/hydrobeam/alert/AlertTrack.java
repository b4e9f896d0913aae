package io.hydrobeam.alert;

import io.hydrobeam.alert.ClearRules.Verdict;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.AnomalyCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * State of one condition of a rig, advanced window by window. Durations count only windows that
 * show the condition or its absence. Times are event times in epoch milliseconds. Not safe for use
 * by several threads.
 */
final class AlertTrack {
  private static final long NEVER = Long.MIN_VALUE;

  /** The last and the worst anomaly; null while the condition is away. */
  private @Nullable Anomaly last;

  private @Nullable Anomaly worst;
  private long since = NEVER;

  /** For how long it has held, has been critical, has not been critical, and has been away. */
  private long held;

  private long critical;
  private long calm;
  private long quiet;

  /** Severity of the alert; null without an alert. */
  private @Nullable Severity alerted;

  private long toldAt = NEVER;

  /** When the alert before was over, and whether it was critical. */
  private long clearedAt = NEVER;

  private boolean clearedCritical;

  /** Returns the last anomaly; null while the condition is away. */
  @Nullable Anomaly last() {
    return last;
  }

  /** The worst that was found; null while the condition is away. */
  @Nullable Anomaly worst() {
    return worst;
  }

  /** The start of the first window of the condition. */
  long since() {
    return since;
  }

  /** Severity of the alert; null without an alert. */
  @Nullable Severity alerted() {
    return alerted;
  }

  /** Takes in a second in which the condition was found; returns the alert due, if any. */
  Optional<State> found(Anomaly anomaly, RigWindow second, long span, Rule rule) {
    boolean forgotten =
        last != null
            && alerted == null
            && second.start() - last.windowEndMillis() > rule.clearAfter() + span;
    if (last == null || forgotten) {
      away();
      since = second.since();
    }
    boolean isCritical = anomaly.severity() == Severity.CRITICAL;
    held += span;
    critical = isCritical ? critical + span : 0;
    calm = isCritical ? 0 : calm + span;
    quiet = 0;
    last = anomaly;
    worst = worst == null || isWorse(anomaly, worst) ? anomaly : worst;
    boolean staysCritical = isCritical && critical >= rule.minimumDuration();
    if (alerted == null) {
      return held < rule.minimumDuration() || coolsDown(second.end(), staysCritical, rule)
          ? Optional.empty()
          : Optional.of(State.RAISED);
    } else if (second.end() <= toldAt) {
      return Optional.empty();
    } else if (alerted != Severity.CRITICAL && staysCritical) {
      return Optional.of(State.ESCALATED);
    }
    return easeOrRemind(second, rule);
  }

  /** Takes in a second in which the condition was not found; returns the alert due, if any. */
  Optional<State> notFound(Verdict verdict, RigWindow second, long span, Rule rule) {
    if (last == null || verdict == Verdict.UNKNOWN) {
      return Optional.empty();
    } else if (alerted == null) {
      away();
      return Optional.empty();
    } else if (second.end() <= toldAt) {
      // What was sent during a silence and comes after it: whoever reads the messages knows more.
      return Optional.empty();
    }
    critical = 0;
    calm += span;
    quiet = verdict == Verdict.OVER ? quiet + span : 0;
    if (quiet >= Math.max(1, rule.clearAfter())) {
      return Optional.of(State.CLEARED);
    }
    return verdict == Verdict.STAYS ? easeOrRemind(second, rule) : Optional.empty();
  }

  /** Marks the change of this window as published. A cleared alert is {@link #away} next. */
  void tell(State state, RigWindow second, Rule rule) {
    alerted =
        switch (state) {
          case RAISED ->
              critical > 0 && critical >= rule.minimumDuration()
                  ? Severity.CRITICAL
                  : Severity.WARNING;
          case ESCALATED -> Severity.CRITICAL;
          case EASED -> Severity.WARNING;
          case REMINDED, CLEARED -> alerted;
        };
    toldAt = second.end();
    if (state == State.CLEARED) {
      cleared(second.end());
    }
  }

  /** Continues an alert of an earlier run and drops the counts of this run. */
  void adopt(Alert told) {
    if (alerted != null && since != told.sinceMillis()) {
      away();
    }
    Anomaly shown = AlertText.shownIn(told);
    since = told.sinceMillis();
    alerted = told.severity();
    toldAt = told.windowEndMillis();
    last = last == null || last.windowEndMillis() < toldAt ? shown : last;
    worst = worst == null || isWorse(shown, worst) ? shown : worst;
    if (told.state() == State.CLEARED) {
      cleared(toldAt);
      away();
    }
  }

  private void cleared(long at) {
    clearedAt = at;
    clearedCritical = alerted == Severity.CRITICAL;
  }

  /** Forgets the condition, but not when it was cleared. */
  void away() {
    last = null;
    worst = null;
    since = NEVER;
    held = 0;
    critical = 0;
    calm = 0;
    quiet = 0;
    alerted = null;
    toldAt = NEVER;
  }

  /** Returns whether there is nothing to remember any more. */
  boolean isOver(long now, Rule rule) {
    return last == null && (clearedAt == NEVER || now >= clearedAt + rule.coolDown());
  }

  private boolean coolsDown(long now, boolean staysCritical, Rule rule) {
    boolean isWorseThanBefore = staysCritical && !clearedCritical;
    return clearedAt != NEVER && now < clearedAt + rule.coolDown() && !isWorseThanBefore;
  }

  private Optional<State> easeOrRemind(RigWindow second, Rule rule) {
    if (alerted == Severity.CRITICAL && calm >= Math.max(1, rule.clearAfter())) {
      return Optional.of(State.EASED);
    }
    return second.end() - toldAt >= rule.remindAfter()
        ? Optional.of(State.REMINDED)
        : Optional.empty();
  }

  private static boolean isWorse(Anomaly one, Anomaly other) {
    int bySeverity = one.severity().compareTo(other.severity());
    return bySeverity == 0
        ? Math.abs(one.value() - one.limit()) > Math.abs(other.value() - other.limit())
        : bySeverity > 0;
  }

  void encode(DataOutputStream out) throws IOException {
    encode(last, out);
    encode(worst, out);
    for (long time : new long[] {since, held, critical, calm, quiet, toldAt, clearedAt}) {
      out.writeLong(time);
    }
    out.writeByte(alerted == null ? -1 : alerted.ordinal());
    out.writeBoolean(clearedCritical);
  }

  static AlertTrack decode(DataInputStream in) throws IOException {
    var track = new AlertTrack();
    track.last = decodeAnomaly(in);
    track.worst = decodeAnomaly(in);
    track.since = in.readLong();
    track.held = in.readLong();
    track.critical = in.readLong();
    track.calm = in.readLong();
    track.quiet = in.readLong();
    track.toldAt = in.readLong();
    track.clearedAt = in.readLong();
    int alerted = in.readByte();
    track.alerted = alerted < 0 ? null : Severity.values()[alerted];
    track.clearedCritical = in.readBoolean();
    return track;
  }

  private static void encode(@Nullable Anomaly anomaly, DataOutputStream out) throws IOException {
    out.writeBoolean(anomaly != null);
    if (anomaly != null) {
      AnomalyCoder.of().encode(anomaly, out);
    }
  }

  private static @Nullable Anomaly decodeAnomaly(DataInputStream in) throws IOException {
    return in.readBoolean() ? AnomalyCoder.of().decode(in) : null;
  }
}
