package io.hydrobeam.baseline;

import io.hydrobeam.model.Component;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The condition of a rig's components, as labelled.
 *
 * @param levels the level of each component, none missing
 */
public record Condition(Map<Component, Integer> levels) {
  /** Checks that no component is missing. */
  public Condition {
    levels = Map.copyOf(levels);
    if (levels.size() != Component.all().size()) {
      throw new IllegalArgumentException("a condition needs all of " + Component.labels());
    }
  }

  /** The levels in the order of the components. */
  public static Condition of(int... levels) {
    var map = new EnumMap<Component, Integer>(Component.class);
    Component.all().forEach(c -> map.put(c, levels[c.ordinal()]));
    return new Condition(map);
  }

  /** Reads {@code cooler=100,valve=100}; components that are not named may be in any state. */
  public static Map<Component, Integer> parse(String text) {
    var wanted = new EnumMap<Component, Integer>(Component.class);
    Arrays.stream(text.split(","))
        .forEach(
            term -> {
              String[] parts = term.strip().split("=", 2);
              Component component =
                  Component.labelled(parts[0].strip())
                      .filter(c -> parts.length == 2 && parts[1].strip().matches("\\d{1,9}"))
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  String.format(
                                      Locale.ROOT,
                                      "'%s' is given; it takes COMPONENT=LEVEL with one of %s",
                                      term,
                                      Component.labels())));
              wanted.put(component, Integer.valueOf(parts[1].strip()));
            });
    return wanted;
  }

  /** Returns whether each of these components is in this state. */
  public boolean has(Map<Component, Integer> wanted) {
    return wanted.entrySet().stream().allMatch(e -> levels.get(e.getKey()).equals(e.getValue()));
  }

  /** The one component that is worse in the other condition, where nothing else differs. */
  public Optional<Component> onlyWorse(Condition other) {
    List<Component> changed =
        Component.all().stream().filter(c -> !levels.get(c).equals(other.levels.get(c))).toList();
    return changed.size() == 1
        ? changed.stream().filter(c -> c.isWorse(other.levels.get(c), levels.get(c))).findFirst()
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Component.all().stream()
        .map(c -> c.label() + "=" + levels.get(c))
        .collect(Collectors.joining(","));
  }
}
