package io.hydrobeam.pipeline;

import io.hydrobeam.anomaly.Baseline;
import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.anomaly.DetectAnomalies;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.statistics.SummarizeSensors;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The graph from messages to rows, anomalies, alerts and dead letters, without its edges.
 *
 * <pre>
 *   Message -- ParseReadings -- SummarizeSensors --+-- JoinSensors -- ExtractFeatures --+-- row
 *                                                  |                                    |
 *                                                  +-- DeadLetter       DetectAnomalies +-- Anomaly
 *                                                                                       |
 *                                                                                       +-- Alert
 * </pre>
 */
public final class MonitoringPipeline {
  private MonitoringPipeline() {}

  /**
   * What comes out of the graph.
   *
   * @param rows one a rig, cycle and window, again with a higher revision when late samples came
   * @param anomalies what is wrong in the rows
   * @param alerts what is to be told of it: what lasts, becomes worse or better, and is over
   * @param deadLetters every message that is in no row, with the reason
   */
  public record Outputs(
      PCollection<FeatureVector> rows,
      PCollection<Anomaly> anomalies,
      PCollection<Alert> alerts,
      PCollection<DeadLetter> deadLetters) {}

  /**
   * Puts the graph behind what {@link SummarizeSensors} makes of the messages.
   *
   * @param summarized the moments of each sensor, and the dead letters
   * @param windowing the windows of the moments
   * @param baseline what is normal for the rig, null if that is not known
   * @param carried the alerts that the run goes on with
   */
  public static Outputs assemble(
      PCollectionTuple summarized,
      Windowing windowing,
      RigConfig rig,
      @Nullable Baseline baseline,
      CarriedAlerts carried) {
    PCollection<FeatureVector> rows =
        summarized
            .get(SummarizeSensors.MOMENTS)
            .apply("JoinSensors", JoinSensors.over(windowing))
            .apply("ExtractFeatures", ExtractFeatures.of(rig));
    PCollectionTuple found =
        rows.apply("DetectAnomalies", DetectAnomalies.of(rig, baseline, carried));
    return new Outputs(
        rows,
        found.get(DetectAnomalies.ANOMALIES),
        found.get(DetectAnomalies.ALERTS),
        summarized.get(SummarizeSensors.DEAD_LETTERS));
  }
}
