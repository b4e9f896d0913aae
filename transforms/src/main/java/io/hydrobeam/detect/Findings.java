package io.hydrobeam.detect;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Builds anomalies with their messages from the results of detectors. */
public final class Findings {
  private static final MathContext SIGNIFICANT = new MathContext(6, RoundingMode.HALF_UP);

  /** Whole numbers of more digits are written with an exponent. */
  private static final int LONGEST_PLAIN = 9;

  private Findings() {}

  /** An anomaly of a row; the arguments are put into the message as they are. */
  static Anomaly anomaly(
      FeatureVector row,
      Type type,
      @Nullable Signal sensor,
      Severity severity,
      double value,
      double limit,
      String message,
      Object... arguments) {
    RigSnapshot snapshot = row.snapshot();
    return new Anomaly(
        snapshot.rig(),
        snapshot.cycle(),
        snapshot.windowStartMillis(),
        snapshot.windowEndMillis(),
        type,
        sensor,
        severity,
        value,
        limit,
        sentence(snapshot.rig(), message, arguments));
  }

  /** An anomaly of one second of a cycle, whichever row told of it. */
  static Anomaly anomaly(
      CycleTrace cycle,
      int second,
      Type type,
      @Nullable Signal sensor,
      Levels levels,
      double value,
      String message,
      Object... arguments) {
    boolean critical = value >= levels.critical();
    long start = cycle.startMillis() + second * CycleTrace.SECOND_MILLIS;
    return new Anomaly(
        cycle.rig(),
        cycle.cycle(),
        start,
        start + CycleTrace.SECOND_MILLIS,
        type,
        sensor,
        critical ? Severity.CRITICAL : Severity.WARNING,
        value,
        critical ? levels.critical() : levels.warning(),
        sentence(cycle.rig(), message, arguments));
  }

  /**
   * A number for a technician, the same in every locale: one decimal, but no more than six
   * significant digits.
   */
  static String number(double value) {
    return rounded(value, 1);
  }

  /** Formats a value with two decimals, for values that change little. */
  public static String exact(double value) {
    return rounded(value, 2);
  }

  private static String rounded(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    if (rounded.precision() - rounded.scale() > LONGEST_PLAIN) {
      return String.format(Locale.ROOT, "%." + (SIGNIFICANT.getPrecision() - 1) + "e", value);
    }
    return rounded.round(SIGNIFICANT).toPlainString();
  }

  private static String sentence(String rig, String message, Object... arguments) {
    return "Rig " + rig + ": " + String.format(Locale.ROOT, message, arguments);
  }
}
