package io.hydrobeam.batch.dataset;

import java.util.List;

/** Labels of the state of a rig in a cycle, in the order of the columns of a profile.txt. */
public enum Label {
  COOLER("cooler", "%", "efficiency of the cooler: 3 close to failure, 20 reduced, 100 full"),
  VALVE("valve", "%", "switching of the valve: 73 close to failure, 80, 90, 100 as it should be"),
  PUMP("pump", "", "leakage of the pump: 0 none, 1 weak, 2 severe"),
  ACCUMULATOR("accumulator", "bar", "pressure: 90 close to failure, 100, 115, 130 as it should be"),
  STABLE("stable", "", "0 the conditions were stable, 1 perhaps not yet");

  private static final List<Label> ALL = List.of(values());

  private final String column;
  private final String unit;
  private final String meaning;

  Label(String column, String unit, String meaning) {
    this.column = column;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Returns all labels, in order. */
  public static List<Label> all() {
    return ALL;
  }

  /** Returns the column name of the label. */
  public String column() {
    return column;
  }

  /** Returns the unit of the values; empty for none. */
  String unit() {
    return unit;
  }

  /** Returns the meaning of the values. */
  String meaning() {
    return meaning;
  }
}
