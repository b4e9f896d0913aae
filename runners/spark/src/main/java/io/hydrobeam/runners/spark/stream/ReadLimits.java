package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.beam.runners.spark.SparkPipelineOptions;

/**
 * Limits of one reader in one batch.
 *
 * @param records the maximum number of records
 * @param atLeast the minimum time to wait for records, even if none is available
 * @param atMost the maximum read time without a backlog
 * @param inBacklog the maximum read time with a backlog, for a reader that has hardly waited
 */
record ReadLimits(long records, Duration atLeast, Duration atMost, Duration inBacklog)
    implements Serializable {
  private static final double MILLIS = 1000;

  /**
   * Factor of the read time in a backlog. Each batch has the same fixed cost, for any number of
   * records.
   */
  private static final int TIMES_IN_BACKLOG = 3;

  /**
   * Upper limit of the read time in a backlog, in milliseconds. Long intervals already have long
   * batches.
   */
  private static final long MOST_IN_BACKLOG_MILLIS = 2_400;

  /**
   * Returns the limits of a batch by the options. Readers share the limits of a batch, since they
   * read one after the other. Batches begin at full seconds, like windows. A single reader
   * therefore also waits for the watermark delay, which completes the windows, if half of the
   * interval is long enough. Several readers would each wait for the others.
   *
   * @param staysOpen true if a reader stays open between batches of any length; otherwise a reader
   *     would be opened again after each long batch
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
