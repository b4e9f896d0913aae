package io.hydrobeam.pipeline;

import io.hydrobeam.model.FeatureVector;
import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Filter for rows of windows of which the run reads all samples. A run that begins at a time also
 * reads some samples of earlier windows, where records are younger than their samples. The run
 * before has published these rows whole.
 */
final class ReadWhole implements SerializableFunction<FeatureVector, Boolean> {
  private static final long serialVersionUID = 1L;

  /** Rows further before the beginning are of a time that is replayed, and read whole. */
  private static final Duration READ_IN_PART = Duration.ofHours(1);

  private final long partFromMillis;
  private final long wholeFromMillis;

  private ReadWhole(long partFromMillis, long wholeFromMillis) {
    this.partFromMillis = partFromMillis;
    this.wholeFromMillis = wholeFromMillis;
  }

  /**
   * The filter of a run.
   *
   * @param first the start of the first window that is read whole
   */
  static ReadWhole from(Instant first) {
    return new ReadWhole(first.minus(READ_IN_PART).toEpochMilli(), first.toEpochMilli());
  }

  @Override
  public Boolean apply(FeatureVector row) {
    long start = row.snapshot().windowStartMillis();
    return start >= wholeFromMillis || start < partFromMillis;
  }
}
