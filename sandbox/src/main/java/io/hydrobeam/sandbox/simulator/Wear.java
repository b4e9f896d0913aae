package io.hydrobeam.sandbox.simulator;

/**
 * The condition of a rig's four components, in the numbers of a profile.txt: cooler and valve in
 * percent of their function, the pump's internal leakage (0 none, 1 weak, 2 severe) and the
 * accumulator's gas pressure in bar.
 */
public record Wear(int cooler, int valve, int pump, int accumulator) {
  /** A rig without any wear. */
  public static final Wear NONE = new Wear(100, 100, 0, 130);

  /** The same rig with one component in another condition. */
  Wear with(Component component, int level) {
    return switch (component) {
      case COOLER -> new Wear(level, valve, pump, accumulator);
      case VALVE -> new Wear(cooler, level, pump, accumulator);
      case PUMP -> new Wear(cooler, valve, level, accumulator);
      case ACCUMULATOR -> new Wear(cooler, valve, pump, level);
    };
  }

  /** The line of a profile.txt; the simulated rig is always in its steady state (0). */
  String labels() {
    return cooler + "\t" + valve + "\t" + pump + "\t" + accumulator + "\t0";
  }
}
