package io.hydrobeam.pipeline.watch;

import io.hydrobeam.metrics.GraphCounter;
import java.util.Locale;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.metrics.SourceMetrics;

/**
 * Progress of a run, from the counters of the graph. Counters on Spark are attempted values. A
 * failed task counts nothing, but a stage that runs again after the loss of an executor counts
 * twice.
 *
 * @param read messages read: returned by the source, in the graph or on the way there
 * @param inRows samples in rows
 * @param malformed messages that are no readings
 * @param late samples too late to count
 * @param fromTheFuture samples too far in the future to count
 * @param duplicate samples that repeat an earlier sample
 * @param rows rows emitted, including revisions
 * @param anomalies anomalies found
 * @param alerts alert messages
 */
public record Progress(
    long read,
    long inRows,
    long malformed,
    long late,
    long fromTheFuture,
    long duplicate,
    long rows,
    long anomalies,
    long alerts) {
  /** Progress before the first message. */
  public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Returns the current progress of a run. */
  public static Progress of(PipelineResult result) {
    return of(result.metrics());
  }

  /** Returns the progress from these counters. */
  public static Progress of(MetricResults metrics) {
    return new Progress(
        read(metrics),
        counter(metrics, GraphCounter.SAMPLES_IN_ROWS),
        counter(metrics, GraphCounter.SAMPLES_MALFORMED),
        counter(metrics, GraphCounter.SAMPLES_LATE),
        counter(metrics, GraphCounter.SAMPLES_FROM_THE_FUTURE),
        counter(metrics, GraphCounter.SAMPLES_DUPLICATE),
        counter(metrics, GraphCounter.ROWS),
        counter(metrics, GraphCounter.ANOMALIES),
        counter(metrics, GraphCounter.ALERTS));
  }

  /** Returns the number of messages read, from these counters. */
  public static long read(MetricResults metrics) {
    return Math.max(
        counter(metrics, GraphCounter.SAMPLES_READ),
        counter(metrics, SourceMetrics.elementsRead().getName()));
  }

  /**
   * Returns the number of messages in open or closed windows, dead-lettered or duplicate. Equals
   * the messages read by completed batches.
   */
  public static long processed(PipelineResult result) {
    Progress progress = of(result);
    return progress.accounted()
        - progress.inRows()
        + counter(result.metrics(), GraphCounter.SAMPLES_JOINED);
  }

  /** Returns the number of messages in a row, dead-lettered or duplicate. */
  public long accounted() {
    return inRows + malformed + late + fromTheFuture + duplicate;
  }

  /**
   * Returns the number of messages read but not accounted for: in open windows, or on the way
   * there.
   */
  public long open() {
    return read - accounted();
  }

  @Override
  public String toString() {
    String early =
        fromTheFuture == 0
            ? ""
            : String.format(Locale.ROOT, "%,d from the future, ", fromTheFuture);
    return String.format(
        Locale.ROOT,
        "%,d samples read, %,d in rows, %,d late, %s%,d malformed, %,d duplicate, %,d open;"
            + " %,d rows, %,d anomalies, %,d alerts",
        read,
        inRows,
        late,
        early,
        malformed,
        duplicate,
        open(),
        rows,
        anomalies,
        alerts);
  }

  private static long counter(MetricResults metrics, GraphCounter counter) {
    return counter(metrics, counter.metricName());
  }

  private static long counter(MetricResults metrics, MetricName name) {
    var filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(name.getNamespace(), name.getName()));
    long sum = 0;
    for (MetricResult<Long> result : metrics.queryMetrics(filter.build()).getCounters()) {
      // The DirectRunner is up to date only with committed values; Spark has only attempted values.
      Long committed = result.getCommittedOrNull();
      sum += committed == null ? result.getAttempted() : committed;
    }
    return sum;
  }
}
