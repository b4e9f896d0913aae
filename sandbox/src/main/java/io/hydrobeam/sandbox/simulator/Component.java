package io.hydrobeam.sandbox.simulator;

import java.util.List;

/** What wears in a rig, and the levels of its condition, the best first. */
public enum Component {
  COOLER(100, 20, 3),
  VALVE(100, 90, 80, 73),
  PUMP(0, 1, 2),
  ACCUMULATOR(130, 115, 100, 90);

  private final List<Integer> levels;

  Component(Integer... levels) {
    this.levels = List.of(levels);
  }

  /** The levels that data sets know, the best first. */
  List<Integer> levels() {
    return levels;
  }

  /** The value that belongs to a level, given one for each level in their order. */
  static double pick(Component component, int level, double... values) {
    return values[component.levels.indexOf(level)];
  }
}
