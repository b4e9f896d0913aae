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
 * @param rows one for each of its 60 seconds
 * @param trace the same, as detectors see it
 * @param condition what its labels say of the components; null without labels
 * @param stable whether the rig had come to rest in that condition; true without labels
 */
public record LabelledCycle(
    List<FeatureVector> rows, CycleTrace trace, @Nullable Condition condition, boolean stable) {
  /** Checks that there are rows. */
  public LabelledCycle {
    rows = List.copyOf(rows);
    requireNonNull(trace, "trace");
  }
}
