package io.hydrobeam.anomaly;

import static io.hydrobeam.anomaly.Findings.anomaly;
import static io.hydrobeam.anomaly.Findings.number;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import java.util.function.Consumer;

/**
 * A sensor whose curve over a whole cycle has another shape than normal, whatever its height: the
 * z-normalised Euclidean distance between the two, as the matrix profile takes it (Yeh et al.,
 * "Matrix Profile I", ICDM 2016), in multiples of the distance that normal cycles keep. It is told
 * with the cycle's last second.
 *
 * @param baseline the normal curves, and how far normal cycles are away from them
 * @param levels multiples of that distance
 */
record UnusualPattern(Baseline baseline, Levels levels) implements Detector {
  /** A cycle is only judged if no more than this many of its seconds are missing. */
  static final int MISSING_AT_MOST = 6;

  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    if (!now.isPlaced() || !isWhole(now.cycle())) {
      return;
    }
    for (Sensor sensor : Sensor.all()) {
      double score = score(now.cycle(), sensor);
      if (score >= levels.warning()) {
        found.accept(
            anomaly(
                now.cycle(),
                CycleTrace.SECONDS - 1,
                Type.UNUSUAL_PATTERN,
                sensor,
                levels,
                score,
                "the curve of %s %s over the cycle has an unusual shape, %s times as far from the"
                    + " normal one as normal cycles are",
                sensor.quantity().label(),
                sensor,
                number(score)));
      }
    }
  }

  /** Whether enough of a cycle is known to judge it as a whole, its last second included. */
  static boolean isWhole(CycleTrace cycle) {
    return cycle.knows(CycleTrace.SECONDS - 1)
        && cycle.known() >= CycleTrace.SECONDS - MISSING_AT_MOST;
  }

  double score(CycleTrace cycle, Sensor sensor) {
    Baseline.Normal normal = baseline.normal().get(sensor);
    return distance(cycle, sensor, normal.level(), normal.floor()) / normal.shape();
  }

  /**
   * The z-normalised Euclidean distance, sqrt(2 m (1 - r)) with the correlation r over the m
   * seconds that are known. A floor on the deviations, in the sensor's unit, keeps a sensor that
   * rests from being noise blown up.
   */
  static double distance(CycleTrace cycle, Sensor sensor, Baseline.Curve normal, double floor) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      double a = cycle.level(sensor, second);
      if (!Double.isNaN(a)) {
        double b = normal.mean(second);
        n++;
        double dx = a - x;
        double dy = b - y;
        x += dx / n;
        y += dy / n;
        xx += dx * (a - x);
        yy += dy * (b - y);
        xy += dx * (b - y);
      }
    }
    double least = n * floor * floor;
    double r = (xy + least) / Math.sqrt((xx + least) * (yy + least));
    return Math.sqrt(Math.max(0, 2 * n * (1 - r)));
  }
}
