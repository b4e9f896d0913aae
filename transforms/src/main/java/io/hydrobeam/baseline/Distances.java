package io.hydrobeam.baseline;

import io.hydrobeam.model.Sensor;

/** Distances of a cycle from the baseline, for learning and detectors. */
public final class Distances {
  private Distances() {}

  /**
   * Computes the z-normalised Euclidean distance, sqrt(2 m (1 - r)) with the correlation r over the
   * m seconds that are known. A floor on the deviations, in the sensor's unit, keeps a sensor that
   * rests from being noise blown up.
   */
  public static double ofShape(
      CycleTrace cycle, Sensor sensor, Baseline.Curve normal, double floor) {
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

  /**
   * Computes Hotelling's T2 within the principal axes plus the squared residual over its variance.
   */
  public static double ofRelations(Baseline.Relations relations, double[] scaled) {
    double residual = Matrix.dot(scaled, scaled);
    double distance = 0;
    for (int k = 0; k < relations.axes().length; k++) {
      double along = Matrix.dot(relations.axes()[k], scaled);
      distance += along * along / relations.variances()[k];
      residual -= along * along;
    }
    return distance + Math.max(0, residual) / relations.rest();
  }

  /** For how many seconds up to this one, itself included, the average has been the same. */
  public static int run(CycleTrace cycle, Sensor sensor, int second) {
    double value = cycle.level(sensor, second);
    // averages of equal values differ in their last digits, by how the samples were added up
    double rounding = 1e-9 * Math.max(1, Math.abs(value));
    int run = 1;
    while (run <= second && Math.abs(cycle.level(sensor, second - run) - value) <= rounding) {
      run++;
    }
    return run;
  }

  /** The longest run of one value in a cycle, in seconds; 0 if the sensor never rests for two. */
  public static int longestRest(CycleTrace cycle, Sensor sensor) {
    int longest = 0;
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      boolean rests = cycle.spread(sensor, second) == 0;
      int run = rests ? run(cycle, sensor, second) : 0;
      longest = Math.max(longest, run > 1 ? run : 0);
    }
    return longest;
  }
}
