package io.hydrobeam.sandbox.simulator;

import java.util.List;

/** Component of a rig that wears, with the levels of its condition from best to worst. */
public enum Component {
  COOLER(100, 20, 3),
  VALVE(100, 90, 80, 73),
  PUMP(0, 1, 2),
  ACCUMULATOR(130, 115, 100, 90);

  private final List<Integer> levels;

  Component(Integer... levels) {
    this.levels = List.of(levels);
  }

  /** Returns the levels used in data sets, from best to worst. */
  List<Integer> levels() {
    return levels;
  }

  /** Returns the value for a level, from one value per level in the order of the levels. */
  static double pick(Component component, int level, double... values) {
    return values[component.levels.indexOf(level)];
  }
}
