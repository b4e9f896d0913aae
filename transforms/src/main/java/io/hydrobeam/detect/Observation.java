package io.hydrobeam.detect;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.FeatureVector;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A row, and where it stands in its load cycle.
 *
 * @param row the row
 * @param cycle what is known of its cycle, this row included; null where it is not known which
 *     second of the cycle this is
 * @param second the second of the cycle, from 0 on; meaningless without a cycle
 */
public record Observation(FeatureVector row, @Nullable CycleTrace cycle, int second) {
  /** Checks that there is a row. */
  public Observation {
    requireNonNull(row, "row");
  }

  /** A row alone. */
  public static Observation of(FeatureVector row) {
    return new Observation(row, null, 0);
  }

  /** Returns whether the row is complete and its second is known, so that a baseline applies. */
  public boolean isPlaced() {
    return cycle != null && row.complete() && second < CycleTrace.SECONDS;
  }
}
