package io.hydrobeam.model;

import io.hydrobeam.model.Anomaly.Type;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * When anomalies become alerts.
 *
 * @param patienceMillis how long a window is waited for that is not there or not complete, event
 *     time; 0 or more
 * @param usual the rule of types that have none of their own
 * @param own the rules of single types
 */
public record AlertRules(long patienceMillis, Rule usual, Map<Type, Rule> own)
    implements Serializable {
  private static final long SECOND = 1_000;

  /** Sorts the rules. */
  public AlertRules {
    var sorted = new EnumMap<Type, Rule>(Type.class);
    sorted.putAll(own);
    own = Collections.unmodifiableMap(sorted);
  }

  /** The rules where a rig's configuration gives none. */
  public static AlertRules standard() {
    // What shows in one second of each load cycle stays one alert.
    var oncePerCycle = new Rule(SECOND, 60 * SECOND, 60 * SECOND, 3_600 * SECOND);
    var atOnce = new Rule(SECOND, 5 * SECOND, 60 * SECOND, 3_600 * SECOND);
    return new AlertRules(
        12 * SECOND,
        new Rule(3 * SECOND, 5 * SECOND, 60 * SECOND, 3_600 * SECOND),
        Map.of(
            Type.HIGH_PRESSURE, atOnce,
            Type.PRESSURE_SPIKE, atOnce,
            Type.RIG_SILENT, atOnce,
            Type.SENSOR_STUCK, atOnce,
            Type.ZSCORE_OUTLIER, oncePerCycle,
            Type.SUDDEN_CHANGE, oncePerCycle));
  }

  /** The rule of a type. */
  public Rule of(Type type) {
    return own.getOrDefault(type, usual);
  }

  /**
   * How long things must last, in milliseconds of event time.
   *
   * @param minimumDuration how long a condition must hold to be alerted, or to escalate
   * @param clearAfter how long it must be away for the alert to be over, or to ease
   * @param coolDown how long after that it is not alerted again, unless it is worse
   * @param remindAfter after how long without a message it is told again, above 0
   */
  public record Rule(long minimumDuration, long clearAfter, long coolDown, long remindAfter)
      implements Serializable {
    /** Checks that none is negative, and the reminders are some time apart. */
    public Rule {
      if (minimumDuration < 0 || clearAfter < 0 || coolDown < 0 || remindAfter <= 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "no rule: %s, %s, %s, %s",
                minimumDuration,
                clearAfter,
                coolDown,
                remindAfter));
      }
    }
  }
}
