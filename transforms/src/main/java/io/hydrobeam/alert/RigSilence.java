package io.hydrobeam.alert;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig.Levels;
import java.util.Locale;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Tells that a rig is silent. No row has this anomaly, so that it is found in no row. */
final class RigSilence {
  private static final double MILLIS = 1_000;

  private RigSilence() {}

  /**
   * The anomaly of a rig that has sent nothing.
   *
   * @param end when it is told, epoch milliseconds
   * @param silent the time since its last row, in milliseconds
   * @param levels null if the detector is off
   */
  static Optional<Anomaly> found(
      String rig, int cycle, long end, long silent, @Nullable Levels levels) {
    if (levels == null || silent < Math.round(levels.warning() * MILLIS)) {
      return Optional.empty();
    }
    boolean isCritical = silent >= Math.round(levels.critical() * MILLIS);
    return Optional.of(
        new Anomaly(
            rig,
            cycle,
            end - Silence.STEP_MILLIS,
            end,
            Type.RIG_SILENT,
            null,
            isCritical ? Severity.CRITICAL : Severity.WARNING,
            silent / MILLIS,
            isCritical ? levels.critical() : levels.warning(),
            String.format(
                Locale.ROOT,
                "Rig %s: no sample of any sensor has come for %s; check its power, its controller and its connection",
                rig,
                AlertText.duration(silent))));
  }
}
