package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What wears in a rig, in the order of the columns of a profile.txt. The condition of each is a
 * whole number there, and worse the further it is from the best one.
 */
public enum Component {
  /** Percent of its function: 100, 20, 3. */
  COOLER(true),
  /** Percent of its function: 100, 90, 80, 73. */
  VALVE(true),
  /** Internal leakage: 0 none, 1 weak, 2 severe. */
  PUMP(false),
  /** Gas pressure in bar: 130, 115, 100, 90. */
  ACCUMULATOR(true);

  private static final List<Component> ALL = List.of(values());

  private final boolean moreIsBetter;

  Component(boolean moreIsBetter) {
    this.moreIsBetter = moreIsBetter;
  }

  /** All components in the order of the labels. */
  public static List<Component> all() {
    return ALL;
  }

  /** The component of this label; empty for any other text. */
  public static Optional<Component> labelled(String label) {
    return ALL.stream().filter(component -> component.label().equals(label)).findFirst();
  }

  /** The labels of all components, for messages to people. */
  public static String labels() {
    return Arrays.stream(values()).map(Component::label).collect(Collectors.joining(", "));
  }

  /** The component in lower case, as it is written in files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether one level is a worse condition than another. */
  public boolean isWorse(int level, int than) {
    return moreIsBetter ? level < than : level > than;
  }
}
