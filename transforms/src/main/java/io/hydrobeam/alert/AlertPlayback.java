package io.hydrobeam.alert;

import io.hydrobeam.alert.RigWatch.WatchContext;
import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import java.util.List;

/** The alerts that the stream would make of rows that are all there already. */
public final class AlertPlayback {
  private AlertPlayback() {}

  /**
   * Returns the alerts of one rig's rows, in the order of their windows, without gaps between
   * windows.
   *
   * @param baseline the baseline of the rig, not null
   */
  public static List<Alert> of(Iterable<FeatureVector> rows, RigConfig rig, Baseline baseline) {
    var judge =
        new WatchContext(
            rig,
            Detectors.withoutBaseline(rig),
            Detectors.with(baseline, rig),
            CarriedAlerts.NONE,
            Silence.IGNORED);
    return new RigWatch().finish(rows, judge).alerts();
  }
}
