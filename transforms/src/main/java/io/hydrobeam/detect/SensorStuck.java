package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.exact;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.Distances;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.function.Consumer;

/**
 * A sensor that repeats one value for longer than it does when all is well. Of values that repeat
 * by chance the longest run grows with the logarithm of how many are seen, so the longest run of
 * the cycles learned from tells the longest one to expect in far more of them; the more cycles, the
 * less is added. A sensor that always rests is never stuck.
 *
 * @param baseline how long each sensor rests normally
 * @param levels seconds beyond that
 */
record SensorStuck(Baseline baseline, Levels levels) implements Detector {
  /**
   * Probability that a sensor rests longer than expected in a cycle: 0.01 an hour for all sensors.
   */
  private static final double CYCLES = 100_000;

  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    if (!now.isPlaced()) {
      return;
    }
    for (Sensor sensor : Sensor.all()) {
      Statistics seen = now.row().snapshot().sensors().get(sensor);
      if (seen.max() == seen.min()) {
        int run = Distances.run(now.cycle(), sensor, now.second());
        int expected = expected(baseline.normal().get(sensor));
        int beyond = run - expected;
        if (beyond >= levels.warning()) {
          found.accept(
              anomaly(
                  now.cycle(),
                  now.second(),
                  Type.SENSOR_STUCK,
                  sensor,
                  levels,
                  beyond,
                  "%s sensor %s has reported exactly %s %s for %s s, normally it does not rest for"
                      + " more than %s s; check the sensor",
                  sensor.quantity().label(),
                  sensor,
                  exact(seen.avg()),
                  sensor.unit(),
                  run,
                  expected));
        }
      }
    }
  }

  /** The longest run of one value that is to be expected, in seconds. */
  private int expected(Baseline.Normal normal) {
    int seen = baseline.provenance().cycles() + baseline.provenance().historyCycles();
    double growth = Math.log(CYCLES * CycleTrace.SECONDS) / Math.log(seen * CycleTrace.SECONDS);
    // of single samples two may be the same by chance, of whole seconds of them not
    int least = normal.spread() == null ? 1 : 0;
    int repeats = Math.max(least, normal.longestRest() - 1);
    return 1 + (int) (repeats * Math.max(1, growth));
  }
}
