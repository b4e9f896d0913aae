package io.hydrobeam.alert;

import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Levels;
import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * When a rig that sends nothing is judged: after its levels, and in between at steps that grow with
 * the silence, so that a silence of a day is some 150 steps. The steps depend on nothing but the
 * end of the rig's last row: they are the same in each run and for each order of the rows.
 *
 * @param levels seconds of event time without a row, the detector {@code rig_silent}; null if it is
 *     off
 * @param goneAfterMillis after so many milliseconds of event time without a row a rig is gone: its
 *     alerts end, and its state is forgotten; above 0
 */
record Silence(@Nullable Levels levels, long goneAfterMillis) implements Serializable {
  /** No silence is ever judged. */
  static final Silence IGNORED = new Silence(null, Long.MAX_VALUE);

  static final long STEP_MILLIS = 1_000;

  /** A step is this part of the silence before it. */
  private static final int PART = 20;

  private static final double MILLIS = 1_000;

  /** Checks that the time after which a rig is gone is above 0. */
  Silence {
    if (goneAfterMillis <= 0) {
      throw new IllegalArgumentException("a rig cannot be gone after " + goneAfterMillis + " ms");
    }
  }

  static Silence of(RigConfig rig, long goneAfterMillis) {
    return new Silence(rig.detectors().get(Type.RIG_SILENT), goneAfterMillis);
  }

  /**
   * The next silence that is judged, in milliseconds; {@link Long#MAX_VALUE} where the rig is gone.
   *
   * @param silent the silence that was judged last, 0 for none
   */
  long after(long silent) {
    if (silent >= goneAfterMillis) {
      return Long.MAX_VALUE;
    } else if (levels == null) {
      return goneAfterMillis;
    }
    long warning = Math.round(levels.warning() * MILLIS);
    long critical = Math.round(levels.critical() * MILLIS);
    long next =
        silent < warning
            ? warning
            : silent + Math.max(STEP_MILLIS, silent / PART / STEP_MILLIS * STEP_MILLIS);
    next = silent < critical ? Math.min(next, critical) : next;
    return Math.min(next, goneAfterMillis);
  }

  /** Returns whether a rig is gone after such a silence. */
  boolean isGone(long silent) {
    return silent >= goneAfterMillis;
  }
}
