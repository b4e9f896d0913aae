package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.MonitoringOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.runners.spark.SparkPipelineOptions;

/**
 * How much one reader reads for one batch.
 *
 * @param records the most records
 * @param atLeast for how long it waits for more, even if there is none at the moment
 * @param atMost for how long it reads, however much there is
 * @param inBacklog the same for a reader that has hardly waited for anything meanwhile
 */
record ReadLimits(long records, Duration atLeast, Duration atMost, Duration inBacklog)
    implements Serializable {
  private static final double MILLIS = 1000;

  /** How many batches in one a reader reads in a backlog: each costs, whatever is in it. */
  private static final int BATCHES_IN_BACKLOG = 3;

  /**
   * The limits that the options set for a batch, which readers share, since they read one after the
   * other. Batches begin with full seconds, as windows do; that is why a batch waits for what
   * completes them a watermark delay later, where half of its time is enough for that. Several
   * readers would wait for each other's.
   *
   * @param staysOpen whether a reader stays open between batches, however long they take; one that
   *     does not would have to be opened again after each long batch
   */
  static ReadLimits of(SparkPipelineOptions options, MonitoringOptions stream, boolean staysOpen) {
    int readers = stream.getReaders();
    long interval = options.getBatchIntervalMillis();
    long least = options.getMinReadTimeMillis();
    long delay = Math.round(stream.getWatermarkDelay() * MILLIS) % interval;
    long atLeast =
        (readers == 1 && least + delay <= interval / 2 ? least + delay : least) / readers;
    long atMost =
        Math.max(atLeast, Math.round(interval * options.getReadTimePercentage() / readers));
    return new ReadLimits(
        Math.max(1, options.getMaxRecordsPerBatch() / readers),
        Duration.ofMillis(atLeast),
        Duration.ofMillis(atMost),
        Duration.ofMillis(staysOpen ? BATCHES_IN_BACKLOG * atMost : atMost));
  }
}
