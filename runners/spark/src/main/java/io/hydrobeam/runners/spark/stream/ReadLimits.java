package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.runners.spark.SparkPipelineOptions;

/**
 * How much one reader reads for one batch.
 *
 * @param records the most records
 * @param atLeast for how long it waits for more, even if there is none at the moment
 * @param atMost for how long it reads at most, where it is not in a backlog
 * @param inBacklog for how long a reader in a backlog reads, which has hardly waited meanwhile
 */
record ReadLimits(long records, Duration atLeast, Duration atMost, Duration inBacklog)
    implements Serializable {
  private static final double MILLIS = 1000;

  /** By how much longer a batch is in a backlog: each costs the same, whatever is in it. */
  private static final int TIMES_IN_BACKLOG = 3;

  /** Long intervals have long batches as it is. */
  private static final long MOST_IN_BACKLOG_MILLIS = 2_400;

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
        Duration.ofMillis(staysOpen ? inBacklog(atMost, readers) : atMost));
  }

  private static long inBacklog(long atMost, int readers) {
    return Math.max(atMost, Math.min(TIMES_IN_BACKLOG * atMost, MOST_IN_BACKLOG_MILLIS / readers));
  }
}
