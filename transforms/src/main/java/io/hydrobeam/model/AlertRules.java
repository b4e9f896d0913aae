package io.hydrobeam.model;

import io.hydrobeam.model.Anomaly.Type;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Rules by which anomalies become alerts.
 *
 * @param patienceMillis the longest wait for a missing or incomplete window, milliseconds of event
 *     time, 0 or more
 * @param usual the rule of types without a rule of their own
 * @param own the rules of single types
 */
public record AlertRules(long patienceMillis, Rule usual, Map<Type, Rule> own)
    implements Serializable {
  private static final long SECOND = 1_000;

  /** Copies the rules in the order of the types. */
  public AlertRules {
    var sorted = new EnumMap<Type, Rule>(Type.class);
    sorted.putAll(own);
    own = Collections.unmodifiableMap(sorted);
  }

  /** Returns the default rules, for a configuration without any. */
  public static AlertRules standard() {
    // A clear time of 60 s keeps one alert open for a condition in one second of each load cycle.
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

  /** Returns the rule of a type, or the usual rule if the type has none. */
  public Rule of(Type type) {
    return own.getOrDefault(type, usual);
  }

  /**
   * Durations of one rule, in milliseconds of event time.
   *
   * @param minimumDuration how long a condition must hold before an alert is raised or escalates, 0
   *     or more
   * @param clearAfter how long a condition must be absent before its alert is cleared or eases, 0
   *     or more
   * @param coolDown how long after clearing the condition is not alerted again unless it is worse,
   *     0 or more
   * @param remindAfter the time without a message after which an open alert is repeated, above 0
   */
  public record Rule(long minimumDuration, long clearAfter, long coolDown, long remindAfter)
      implements Serializable {
    /** Rejects negative durations, and reminders without a pause. */
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
