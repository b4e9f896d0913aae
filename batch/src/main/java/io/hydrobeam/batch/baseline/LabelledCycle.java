package io.hydrobeam.batch.baseline;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.FeatureVector;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One cycle of a data set.
 *
 * @param rows one row for each of the 60 seconds
 * @param trace the same cycle in the form that detectors read
 * @param condition the condition of the components by the labels; null without labels
 * @param stable true if the rig had reached its steady state in this condition; true without labels
 */
public record LabelledCycle(
    List<FeatureVector> rows, CycleTrace trace, @Nullable Condition condition, boolean stable) {
  /** Checks that the cycle has rows. */
  public LabelledCycle {
    rows = List.copyOf(rows);
    requireNonNull(trace, "trace");
  }
}
