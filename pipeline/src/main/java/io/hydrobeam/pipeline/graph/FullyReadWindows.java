package io.hydrobeam.pipeline.graph;

import io.hydrobeam.model.FeatureVector;
import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Filter for rows of windows whose samples this run reads completely. A run with a start time also
 * reads some samples of earlier windows, where a record is younger than its sample. The run before
 * has published the complete rows of these windows.
 */
final class FullyReadWindows implements SerializableFunction<FeatureVector, Boolean> {
  private static final long serialVersionUID = 1L;

  /**
   * Maximum distance before the start of the run at which a row may be incomplete. Older rows
   * belong to replayed data, which is read completely.
   */
  private static final Duration READ_IN_PART = Duration.ofHours(1);

  private final long partFromMillis;
  private final long wholeFromMillis;

  private FullyReadWindows(long partFromMillis, long wholeFromMillis) {
    this.partFromMillis = partFromMillis;
    this.wholeFromMillis = wholeFromMillis;
  }

  /**
   * Returns the filter of a run.
   *
   * @param first start of the first window that is read completely
   */
  static FullyReadWindows from(Instant first) {
    return new FullyReadWindows(first.minus(READ_IN_PART).toEpochMilli(), first.toEpochMilli());
  }

  @Override
  public Boolean apply(FeatureVector row) {
    long start = row.snapshot().windowStartMillis();
    return start >= wholeFromMillis || start < partFromMillis;
  }
}
