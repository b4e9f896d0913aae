package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.number;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.Distances;
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
public record UnusualPattern(Baseline baseline, Levels levels) implements Detector {
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

  /**
   * Returns whether enough of a cycle is known to judge it as a whole, its last second included.
   */
  public static boolean isWhole(CycleTrace cycle) {
    return cycle.knows(CycleTrace.SECONDS - 1)
        && cycle.known() >= CycleTrace.SECONDS - MISSING_AT_MOST;
  }

  double score(CycleTrace cycle, Sensor sensor) {
    Baseline.Normal normal = baseline.normal().get(sensor);
    return Distances.ofShape(cycle, sensor, normal.level(), normal.floor()) / normal.shape();
  }
}
