package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Wearing components of a rig, in the order of the columns of {@code profile.txt}. The condition of
 * each component is a whole number. A condition is worse the further it is from the best level.
 */
public enum Component {
  /** Percent of full function: 100, 20, 3. */
  COOLER(100, 20, 3),
  /** Percent of full function: 100, 90, 80, 73. */
  VALVE(100, 90, 80, 73),
  /** Internal leakage: 0 none, 1 weak, 2 severe. */
  PUMP(0, 1, 2),
  /** Gas pressure in bar: 130, 115, 100, 90. */
  ACCUMULATOR(130, 115, 100, 90);

  private static final List<Component> ALL = List.of(values());

  private final List<Integer> levels;

  Component(Integer... levels) {
    this.levels = List.of(levels);
  }

  /** Returns the levels of the public data set, from best to worst. */
  public List<Integer> levels() {
    return levels;
  }

  /** Returns all components in the order of the labels. */
  public static List<Component> all() {
    return ALL;
  }

  /** Returns the component with this label; empty for any other text. */
  public static Optional<Component> labelled(String label) {
    return ALL.stream().filter(component -> component.label().equals(label)).findFirst();
  }

  /** Returns the labels of all components, separated by commas, for error messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Component::label).collect(Collectors.joining(", "));
  }

  /** Returns the component in lower case, as in files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether {@code level} is a worse condition than {@code than}. */
  public boolean isWorse(int level, int than) {
    boolean moreIsBetter = levels.get(0) > levels.get(levels.size() - 1);
    return moreIsBetter ? level < than : level > than;
  }
}
