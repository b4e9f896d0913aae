package io.hydrobeam.baseline;

import io.hydrobeam.model.Sensor;

/**
 * A cycle as one vector: for each sensor its mean over each of 20 phases of 3 s, the sensors one
 * after the other in their order.
 */
public final class Phases {
  /** The length of a phase in seconds. */
  public static final int LENGTH = 3;

  /** Phases of a cycle. */
  public static final int EACH = CycleTrace.SECONDS / LENGTH;

  /** Phases of all sensors together: the length of a vector. */
  static final int COUNT = EACH * Sensor.all().size();

  private Phases() {}

  /** The means of a cycle's phases, in the sensors' units, where all of its seconds are known. */
  static double[] of(CycleTrace cycle) {
    var phases = new double[COUNT];
    for (Sensor sensor : Sensor.all()) {
      for (int second = 0; second < CycleTrace.SECONDS; second++) {
        phases[index(sensor, second)] += cycle.level(sensor, second) / LENGTH;
      }
    }
    return phases;
  }

  /** By how much they depart from normal; a second that is not known does not depart. */
  public static double[] departures(CycleTrace cycle, Baseline baseline) {
    var phases = new double[COUNT];
    for (Sensor sensor : Sensor.all()) {
      Baseline.Curve level = baseline.normal().get(sensor).level();
      for (int second = 0; second < CycleTrace.SECONDS; second++) {
        double seen = cycle.level(sensor, second);
        if (!Double.isNaN(seen)) {
          phases[index(sensor, second)] += (seen - level.mean(second)) / LENGTH;
        }
      }
    }
    return phases;
  }

  static int index(Sensor sensor, int second) {
    return sensor.ordinal() * EACH + second / LENGTH;
  }
}
