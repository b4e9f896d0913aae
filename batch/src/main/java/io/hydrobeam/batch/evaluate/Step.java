package io.hydrobeam.batch.evaluate;

import io.hydrobeam.model.Component;
import java.util.Locale;

/**
 * Step of one component to a worse condition than in the baseline. The other components are
 * unchanged.
 */
record Step(Component component, int from, int to) implements Comparable<Step> {
  @Override
  public int compareTo(Step other) {
    int byComponent = component.compareTo(other.component);
    int byFrom = byComponent == 0 ? quality(from, other.from) : byComponent;
    return byFrom == 0 ? quality(to, other.to) : byFrom;
  }

  private int quality(int level, int other) {
    return level == other ? 0 : component.isWorse(level, other) ? 1 : -1;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %d to %d", component.label(), from, to);
  }
}
