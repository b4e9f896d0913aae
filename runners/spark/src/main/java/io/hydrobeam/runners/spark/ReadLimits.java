package io.hydrobeam.runners.spark;

import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.runners.spark.SparkPipelineOptions;

/**
 * How much one reader reads for one batch.
 *
 * @param records the most records
 * @param atLeast for how long it waits for more, even if there is none at the moment
 * @param atMost for how long it reads, however much there is
 */
record ReadLimits(long records, Duration atLeast, Duration atMost) implements Serializable {
  /**
   * The limits that the options set for a batch, which readers share, since they read one after the
   * other.
   */
  static ReadLimits of(SparkPipelineOptions options, int readers) {
    long atLeast = options.getMinReadTimeMillis() / readers;
    double atMost = options.getBatchIntervalMillis() * options.getReadTimePercentage() / readers;
    return new ReadLimits(
        Math.max(1, options.getMaxRecordsPerBatch() / readers),
        Duration.ofMillis(atLeast),
        Duration.ofMillis(Math.max(atLeast, Math.round(atMost))));
  }
}
