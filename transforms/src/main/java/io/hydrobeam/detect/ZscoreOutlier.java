package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.exact;
import static io.hydrobeam.detect.Findings.number;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.function.Consumer;

/**
 * A sensor whose average, or whose swing within the second, is too many standard deviations away
 * from what is normal for that second of the load cycle (a Shewhart chart for each second).
 *
 * @param baseline the baseline of the rig
 * @param levels standard deviations
 */
record ZscoreOutlier(Baseline baseline, Levels levels) implements Detector {
  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    if (!now.isPlaced()) {
      return;
    }
    for (Sensor sensor : Sensor.all()) {
      Statistics seen = now.row().snapshot().sensors().get(sensor);
      Baseline.Normal normal = baseline.normal().get(sensor);
      double z = normal.level().z(now.second(), seen.avg());
      double swing =
          normal.spread() == null ? 0 : normal.spread().z(now.second(), seen.max() - seen.min());
      double worst = Math.max(Math.abs(z), Math.abs(swing));
      if (worst >= levels.warning()) {
        found.accept(
            Math.abs(z) == worst
                ? outlier(now, sensor, normal.level(), "is", seen.avg(), worst)
                : outlier(
                    now, sensor, normal.spread(), "swings by", seen.max() - seen.min(), worst));
      }
    }
  }

  private Anomaly outlier(
      Observation now, Sensor sensor, Baseline.Curve normal, String verb, double seen, double z) {
    return anomaly(
        now.cycle(),
        now.second(),
        Type.ZSCORE_OUTLIER,
        sensor,
        levels,
        z,
        "%s %s %s %s %s in second %s of the cycle, normal there are %s %s (%s standard deviations"
            + " away)",
        sensor.quantity().label(),
        sensor,
        verb,
        exact(seen),
        sensor.unit(),
        now.second(),
        exact(normal.mean(now.second())),
        sensor.unit(),
        number(z));
  }
}
