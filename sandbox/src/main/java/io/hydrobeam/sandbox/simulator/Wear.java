package io.hydrobeam.sandbox.simulator;

import io.hydrobeam.model.Component;

/**
 * Condition of the four components of a rig, in the numbers of a profile.txt. Cooler and valve are
 * in percent of their function. The internal leakage of the pump is 0 (none), 1 (weak) or 2
 * (severe). The gas pressure of the accumulator is in bar.
 */
public record Wear(int cooler, int valve, int pump, int accumulator) {
  /** Rig without any wear. */
  public static final Wear NONE = new Wear(100, 100, 0, 130);

  /** Returns the rig with one component in another condition. */
  Wear with(Component component, int level) {
    return switch (component) {
      case COOLER -> new Wear(level, valve, pump, accumulator);
      case VALVE -> new Wear(cooler, level, pump, accumulator);
      case PUMP -> new Wear(cooler, valve, level, accumulator);
      case ACCUMULATOR -> new Wear(cooler, valve, pump, level);
    };
  }

  /** Returns the line of a profile.txt. The simulated rig is always in its steady state (0). */
  String labels() {
    return cooler + "\t" + valve + "\t" + pump + "\t" + accumulator + "\t0";
  }

  /** Returns the value for a level, from one value per level in the order of the levels. */
  static double pick(Component component, int level, double... values) {
    return values[component.levels().indexOf(level)];
  }
}
