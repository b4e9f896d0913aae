package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Statistics of one sensor over one load cycle, in the sensor's unit.
 *
 * @param whole the moments of all samples of the cycle
 * @param slope the trend over the cycle, per second; null with samples in fewer than two windows
 * @param phases the moments of each phase, in order, at least one; null for a phase without samples
 */
public record CycleStatistics(
    Moments whole, @Nullable Double slope, List<@Nullable Moments> phases) {
  /** Rejects a null {@code whole} and an empty list of phases. */
  public CycleStatistics {
    requireNonNull(whole, "whole");
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a cycle has a phase at least");
    }
    phases = Collections.unmodifiableList(new ArrayList<>(phases));
  }
}
