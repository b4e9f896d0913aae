package io.hydrobeam.pipeline;

import io.hydrobeam.anomaly.Baseline;
import io.hydrobeam.anomaly.DetectAnomalies;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.statistics.SummarizeSensors;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * The graph from messages to rows, anomalies and dead letters, without its edges.
 *
 * <pre>
 *   Message -- ParseReadings --+-- Reading -- SummarizeSensors -- JoinSensors -- ExtractFeatures --+-- row
 *                              |                                                                   |
 *                              +-- DeadLetter                                      DetectAnomalies +-- Anomaly
 * </pre>
 */
public final class MonitoringPipeline {
  private MonitoringPipeline() {}

  /**
   * What comes out of the graph.
   *
   * @param rows one a rig, cycle and window, again with a higher revision when late samples came
   * @param anomalies what is wrong in the rows
   * @param deadLetters every message that is in no row, with the reason
   */
  public record Outputs(
      PCollection<FeatureVector> rows,
      PCollection<Anomaly> anomalies,
      PCollection<DeadLetter> deadLetters) {}

  /** Puts the graph behind a collection of messages, each at its event time. */
  public static Outputs assemble(
      PCollection<Message> messages, ReadingParser parser, Windowing windowing, RigConfig rig) {
    return assemble(messages, parser, windowing, DetectAnomalies.of(rig), rig);
  }

  /** The same with detectors that know what is normal. */
  public static Outputs assemble(
      PCollection<Message> messages,
      ReadingParser parser,
      Windowing windowing,
      RigConfig rig,
      Baseline baseline) {
    var detectors = DetectAnomalies.of(rig, baseline, windowing.downstream().downstream());
    return assemble(messages, parser, windowing, detectors, rig);
  }

  private static Outputs assemble(
      PCollection<Message> messages,
      ReadingParser parser,
      Windowing windowing,
      DetectAnomalies detectors,
      RigConfig rig) {
    PCollectionTuple parsed = messages.apply("ParseReadings", ParseReadings.with(parser));
    PCollection<FeatureVector> rows =
        parsed
            .get(ParseReadings.READINGS)
            .apply("SummarizeSensors", SummarizeSensors.every(windowing))
            .apply("JoinSensors", JoinSensors.over(windowing))
            .apply("ExtractFeatures", ExtractFeatures.of(rig));
    return new Outputs(
        rows, rows.apply("DetectAnomalies", detectors), parsed.get(ParseReadings.DEAD_LETTERS));
  }
}
