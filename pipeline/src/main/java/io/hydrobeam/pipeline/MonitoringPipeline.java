package io.hydrobeam.pipeline;

import io.hydrobeam.anomaly.Baseline;
import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.anomaly.DetectAnomalies;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.statistics.SummarizeSensors;
import io.hydrobeam.window.Windowing;
import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The graph from messages to rows, anomalies, alerts and dead letters, without its edges.
 *
 * <pre>
 *   Message -- ParseReadings -- SummarizeSensors --+-- JoinSensors -- ExtractFeatures --+-- row
 *                                                  |                                    |
 *                                                  +-- DeadLetter       DetectAnomalies +-- WindowFindings
 *                                                                                       |
 *                                                                                       +-- Alert
 * </pre>
 */
public final class MonitoringPipeline {
  /** How long before the beginning of a run its samples still belong to what it reads in part. */
  private static final Duration READ_IN_PART = Duration.ofHours(1);

  private MonitoringPipeline() {}

  /**
   * What comes out of the graph.
   *
   * @param rows one a rig, cycle and window, again with a higher revision when late samples came
   * @param judged those of the rows that are looked at: without what is read in part, see {@link
   *     #assemble}
   * @param findings what is wrong in the judged rows, and where nothing is
   * @param alerts what is to be told of it: what lasts, becomes worse or better, and is over
   * @param deadLetters every message that is in no row, with the reason
   */
  public record Outputs(
      PCollection<FeatureVector> rows,
      PCollection<FeatureVector> judged,
      PCollection<WindowFindings> findings,
      PCollection<Alert> alerts,
      PCollection<DeadLetter> deadLetters) {}

  /**
   * Puts the graph behind what {@link SummarizeSensors} makes of the messages.
   *
   * @param summarized the moments of each sensor, the dead letters and, where it is told, that
   *     nothing comes
   * @param windowing the windows of the moments
   * @param baseline what is normal for the rig, null if that is not known
   * @param carried the alerts that the run goes on with
   * @param goneAfter after so much event time without rows a rig is gone
   * @param wholeFrom the start of the first window of which all samples are read, null for the
   *     first there is. Some samples of earlier windows come as well, where records are younger
   *     than their samples; these windows are judged by whoever reads them whole
   */
  public static Outputs assemble(
      PCollectionTuple summarized,
      Windowing windowing,
      RigConfig rig,
      @Nullable Baseline baseline,
      CarriedAlerts carried,
      Duration goneAfter,
      @Nullable Instant wholeFrom) {
    PCollection<FeatureVector> rows =
        summarized
            .get(SummarizeSensors.MOMENTS)
            .apply("JoinSensors", JoinSensors.over(windowing))
            .apply("ExtractFeatures", ExtractFeatures.of(rig));
    PCollection<FeatureVector> judged =
        wholeFrom == null
            ? rows
            : rows.apply("RowsReadWhole", Filter.by(readWholeFrom(wholeFrom.toEpochMilli())));
    PCollectionTuple watched = PCollectionTuple.of(DetectAnomalies.ROWS, judged);
    if (summarized.has(SummarizeSensors.QUIET)) {
      watched = watched.and(DetectAnomalies.QUIET, summarized.get(SummarizeSensors.QUIET));
    }
    PCollectionTuple found =
        watched.apply("DetectAnomalies", DetectAnomalies.of(rig, baseline, carried, goneAfter));
    return new Outputs(
        rows,
        judged,
        found.get(DetectAnomalies.FINDINGS),
        found.get(DetectAnomalies.ALERTS),
        summarized.get(SummarizeSensors.DEAD_LETTERS));
  }

  /** By no more than an hour: what is much older is another time, that is played again. */
  private static SerializableFunction<FeatureVector, Boolean> readWholeFrom(long millis) {
    long from = millis - READ_IN_PART.toMillis();
    return row -> {
      long start = row.snapshot().windowStartMillis();
      return start >= millis || start < from;
    };
  }
}
