package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.exact;
import static io.hydrobeam.detect.Findings.number;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import java.util.function.Consumer;

/**
 * A step of a sensor's average from one second to the next unlike the one that is normal there. A
 * row is held against the rows on both sides of it, as far as they are known, so that it does not
 * matter in which order they come; where one is missing, there is no step.
 *
 * @param baseline which steps are normal
 * @param levels standard deviations
 */
record SuddenChange(Baseline baseline, Levels levels) implements Detector {
  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    if (!now.isPlaced()) {
      return;
    }
    for (Sensor sensor : Sensor.all()) {
      step(now.cycle(), sensor, now.second(), found);
      step(now.cycle(), sensor, now.second() + 1, found);
    }
  }

  private void step(CycleTrace cycle, Sensor sensor, int second, Consumer<Anomaly> found) {
    if (second < 1 || second >= CycleTrace.SECONDS) {
      return;
    }
    double step = cycle.level(sensor, second) - cycle.level(sensor, second - 1);
    Baseline.Curve normal = baseline.normal().get(sensor).step();
    double z = Math.abs(normal.z(second, step));
    // Not so either where one of the two seconds is not known: z is NaN then.
    if (z >= levels.warning()) {
      found.accept(
          anomaly(
              cycle,
              second,
              Type.SUDDEN_CHANGE,
              sensor,
              levels,
              z,
              "%s %s went from %s to %s %s from second %s to %s of the cycle, normal there is a"
                  + " change of %s %s (%s standard deviations away)",
              sensor.quantity().label(),
              sensor,
              exact(cycle.level(sensor, second - 1)),
              exact(cycle.level(sensor, second)),
              sensor.unit(),
              second - 1,
              second,
              exact(normal.mean(second)),
              sensor.unit(),
              number(z)));
    }
  }
}
