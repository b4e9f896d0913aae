package io.hydrobeam.pipeline.watch;

import io.hydrobeam.alert.DetectAnomalies;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.parse.ParseReadings;
import java.util.Locale;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.metrics.SourceMetrics;

/**
 * How far a run has come, by the counters of the graph. On Spark the counters are attempted: a task
 * that fails counts nothing, but where a stage is run again, because an executor was lost, it
 * counts twice.
 *
 * @param read messages read: those that the source handed out, in the graph or on their way to it
 * @param inRows samples that are in rows
 * @param malformed messages that are no readings
 * @param late samples that came too late to count
 * @param fromTheFuture samples that were too far ahead to count
 * @param duplicate samples that repeat one that was read before
 * @param rows rows emitted, revisions included
 * @param anomalies anomalies found
 * @param alerts messages about alerts
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
  /** Nothing has been read yet. */
  public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The counters of a run as they are now. */
  public static Progress of(PipelineResult result) {
    return of(result.metrics());
  }

  /** What these counters say. */
  public static Progress of(MetricResults metrics) {
    return new Progress(
        read(metrics),
        counter(metrics, JoinSensors.class, "samples_in_rows"),
        counter(metrics, ParseReadings.class, "samples_malformed"),
        counter(metrics, ParseReadings.class, "samples_late"),
        counter(metrics, ParseReadings.class, "samples_from_the_future"),
        counter(metrics, ParseReadings.class, "samples_duplicate"),
        counter(metrics, ExtractFeatures.class, "rows"),
        counter(metrics, DetectAnomalies.class, "anomalies"),
        counter(metrics, DetectAnomalies.class, "alerts"));
  }

  /** How many messages have been read, as these counters say it. */
  public static long read(MetricResults metrics) {
    return Math.max(
        counter(metrics, ParseReadings.class, "samples_read"),
        counter(metrics, SourceMetrics.elementsRead().getName()));
  }

  /**
   * Messages that are in a window, be it open or closed, dead-lettered or duplicates: all that
   * completed batches have read.
   */
  public static long processed(PipelineResult result) {
    Progress progress = of(result);
    return progress.accounted()
        - progress.inRows()
        + counter(result.metrics(), JoinSensors.class, "samples_joined");
  }

  /** Messages that are in a row, dead-lettered or duplicates. */
  public long accounted() {
    return inRows + malformed + late + fromTheFuture + duplicate;
  }

  /** Messages that are read and in none of these: of open windows, or on their way there. */
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

  private static long counter(MetricResults metrics, Class<?> namespace, String name) {
    return counter(metrics, MetricName.named(namespace, name));
  }

  private static long counter(MetricResults metrics, MetricName name) {
    var filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(name.getNamespace(), name.getName()));
    long sum = 0;
    for (MetricResult<Long> result : metrics.queryMetrics(filter.build()).getCounters()) {
      // The DirectRunner is in time with what is committed only, Spark knows only what was
      // attempted.
      Long committed = result.getCommittedOrNull();
      sum += committed == null ? result.getAttempted() : committed;
    }
    return sum;
  }
}
