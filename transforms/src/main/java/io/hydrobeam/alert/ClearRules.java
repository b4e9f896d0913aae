package io.hydrobeam.alert;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.detect.Observation;
import io.hydrobeam.detect.SensorHealth;
import io.hydrobeam.detect.UnusualPattern;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Signal;
import io.hydrobeam.model.Statistics;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Rules that decide whether a condition is over when no detector finds it. A condition stays while
 * its value is between the clear level and the limit. A condition that cannot be observed stays,
 * too.
 *
 * @param rig the levels at which alerts are over
 */
record ClearRules(RigConfig rig) {
  /** Verdict of a second on a condition that was not found in it. */
  enum Verdict {
    /** It is over. */
    OVER,
    /** It is not yet over: the value is still beyond its clear level. */
    STAYS,
    /** Nothing: the sensor was silent, or the row could not be judged. */
    UNKNOWN
  }

  /** Returns the worst verdict of the rows of one second. */
  Verdict of(Type type, @Nullable Signal signal, List<Observation> rows) {
    Verdict verdict = Verdict.UNKNOWN;
    for (Observation row : rows) {
      Verdict one = of(type, signal, row);
      if (one == Verdict.STAYS || verdict == Verdict.UNKNOWN) {
        verdict = one;
      }
    }
    return isJudgedBy(type, rows) ? verdict : Verdict.UNKNOWN;
  }

  /**
   * Returns whether the rows of a window allow a verdict on this type. Where two cycles share a
   * window, neither row shows the sample rate of a sensor.
   */
  static boolean isJudgedBy(Type type, List<Observation> rows) {
    return rows.size() == 1 || (type != Type.SENSOR_MISSING && type != Type.LOW_SAMPLE_RATE);
  }

  /**
   * Returns whether a type is reported once per cycle, with the last window, for the whole cycle.
   */
  static boolean isOfWholeCycle(Type type) {
    return type == Type.UNUSUAL_PATTERN || type == Type.CROSS_SENSOR;
  }

  private Verdict of(Type type, @Nullable Signal signal, Observation now) {
    FeatureVector row = now.row();
    return switch (type) {
      case HIGH_PRESSURE -> above(greatest(row, signal), rig.limits().clearPressure());
      case HIGH_TEMPERATURE -> above(greatest(row, signal), rig.limits().clearTemperature());
      case PRESSURE_SPIKE -> above(Feature.PRESSURE_RANGE.of(row), rig.limits().clearSpike());
      case TOO_HIGH -> above(greatest(row, signal), rig.boundsOf(signal).clearAbove());
      // Turned round, what is too low is too high.
      case TOO_LOW -> above(negative(least(row, signal)), -rig.boundsOf(signal).clearBelow());
      // There is a row.
      case SENSOR_MISSING, RIG_SILENT -> Verdict.OVER;
      case SENSOR_OUT_OF_RANGE -> above(greatest(row, signal), Double.POSITIVE_INFINITY);
      // Where most sensors lack samples, nothing is found, and that one sends enough is not known.
      case LOW_SAMPLE_RATE -> sendsEnough(row, (Sensor) signal) ? Verdict.OVER : Verdict.UNKNOWN;
      // What is not found is not there, if the sensor is.
      case HIGH_SAMPLE_RATE -> over(row.snapshot().of((Sensor) signal).isPresent());
      case SENSOR_STUCK, ZSCORE_OUTLIER, SUDDEN_CHANGE -> over(now.isPlaced());
      case UNUSUAL_PATTERN, CROSS_SENSOR ->
          over(
              now.isPlaced()
                  && now.second() == CycleTrace.SECONDS - 1
                  && UnusualPattern.isWhole(now.cycle()));
    };
  }

  /**
   * Returns whether a run can tell that a condition of this type is over, with or without a
   * baseline.
   */
  boolean canJudge(Type type, boolean hasBaseline) {
    return type.isAgainstBaseline()
        ? hasBaseline
        : (type != Type.LOW_SAMPLE_RATE && type != Type.HIGH_SAMPLE_RATE)
            || rig.detectors().containsKey(type);
  }

  private boolean sendsEnough(FeatureVector row, Sensor sensor) {
    Levels rate = rig.detectors().get(Type.LOW_SAMPLE_RATE);
    return rate != null && new SensorHealth(rig).share(row, sensor) >= rate.warning();
  }

  private static Verdict above(@Nullable Double value, double level) {
    return value == null ? Verdict.UNKNOWN : value > level ? Verdict.STAYS : Verdict.OVER;
  }

  private static Verdict over(boolean judged) {
    return judged ? Verdict.OVER : Verdict.UNKNOWN;
  }

  private static @Nullable Double greatest(FeatureVector row, Signal signal) {
    return signal instanceof Sensor sensor
        ? row.snapshot().of(sensor).map(Statistics::max).orElse(null)
        : ((Feature) signal).of(row);
  }

  private static @Nullable Double least(FeatureVector row, Signal signal) {
    return signal instanceof Sensor sensor
        ? row.snapshot().of(sensor).map(Statistics::min).orElse(null)
        : ((Feature) signal).of(row);
  }

  private static @Nullable Double negative(@Nullable Double value) {
    return value == null ? null : -value;
  }
}
