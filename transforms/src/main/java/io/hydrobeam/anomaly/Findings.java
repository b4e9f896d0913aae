package io.hydrobeam.anomaly;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Signal;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** How the detectors word what they find. */
final class Findings {
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

  /** A number for a technician, the same whatever the locale. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The same with two decimals, for what moves little. */
  static String exact(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String sentence(String rig, String message, Object... arguments) {
    return "Rig " + rig + ": " + message.formatted(arguments);
  }
}
