package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One sensor over one load cycle, in the sensor's unit.
 *
 * @param whole of all samples of the cycle
 * @param slope the trend over the cycle, per second; null with samples in fewer than two windows
 * @param phases of the samples of each phase, in order; null where the sensor was silent
 */
public record CycleStatistics(
    Moments whole, @Nullable Double slope, List<@Nullable Moments> phases) {
  /** Checks that there are samples, and a phase for them. */
  public CycleStatistics {
    requireNonNull(whole, "whole");
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("a cycle has a phase at least");
    }
    phases = Collections.unmodifiableList(new ArrayList<>(phases));
  }
}
