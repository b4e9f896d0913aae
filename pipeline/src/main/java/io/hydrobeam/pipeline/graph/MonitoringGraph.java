package io.hydrobeam.pipeline.graph;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.alert.DetectAnomalies;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.pipeline.sink.PrintAlerts;
import io.hydrobeam.pipeline.sink.PublishRecords;
import io.hydrobeam.pipeline.sink.ToRecords;
import io.hydrobeam.pipeline.sink.UpsertAlerts;
import io.hydrobeam.pipeline.source.SensorSource;
import io.hydrobeam.statistics.SummarizeSensors;
import java.time.Instant;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The monitoring graph, from the sensor topics to tables, topics and database.
 *
 * <pre>
 *   KafkaIO -- ParseReadings -- FixedWindows -- CombinePerKey      per sensor, rig, cycle and window
 *                                                     |
 *       ExtractFeatures (ParDo) -- JoinSensors (CoGroupByKey)      per rig, cycle and window
 *                |
 *                +-- rows ----------------------------- ParquetIO, Kafka
 *                +-- DetectAnomalies --+-- findings --- ParquetIO
 *                                      +-- alerts ----- ParquetIO, Kafka, console, database
 *   dead letters -------------------------------------- Kafka
 * </pre>
 *
 * <p>{@link GraphSteps} holds the two steps that a runner may replace: from KafkaIO to
 * CombinePerKey, and CoGroupByKey.
 */
public final class MonitoringGraph {
  private MonitoringGraph() {}

  /**
   * Results of the graph, before the sinks.
   *
   * @param rows one row per rig, cycle and window; a late sample adds a row with a higher revision
   * @param complete rows of windows whose samples this run reads completely, see {@link
   *     FullyReadWindows}
   * @param findings findings of each complete row, empty for a row without findings
   * @param alerts alerts raised, changed and cleared
   * @param deadLetters every record that is in no row, with the reason
   */
  public record Outputs(
      PCollection<FeatureVector> rows,
      PCollection<FeatureVector> complete,
      PCollection<WindowFindings> findings,
      PCollection<Alert> alerts,
      PCollection<DeadLetter> deadLetters) {}

  /** Builds the whole graph into a pipeline. Does not run the pipeline. */
  public static void build(
      Pipeline pipeline, GraphSteps steps, MonitoringOptions options, StreamInputs in) {
    PCollectionTuple sensors = steps.summarizeSensors(pipeline, in.source(options.getReaders()));
    Outputs out = analyze(sensors, steps, in.settings(), in.carried(), in.beginning().wholeFrom());
    write(out, StreamTables.of(options), in);
  }

  /** Default of {@link GraphSteps#summarizeSensors}. */
  static PCollectionTuple readAndSummarize(Pipeline pipeline, SensorSource source) {
    return pipeline
        .apply("KafkaIO", source.messages())
        .apply("ParseReadings", ParseReadings.with(source.parser()))
        .apply("FixedWindows", source.windowing().atOnce())
        .apply("CombinePerKey", SummarizeSensors.perKey())
        .and(SummarizeSensors.QUIET, pipeline.apply("ReadQuiet", Read.from(source.quiet())));
  }

  /** Builds the graph from {@link GraphSteps#summarizeSensors} to the results. */
  static Outputs analyze(
      PCollectionTuple sensors,
      GraphSteps steps,
      MonitoringSettings settings,
      CarriedAlerts carried,
      @Nullable Instant wholeFrom) {
    PCollection<FeatureVector> rows =
        sensors
            .get(SummarizeSensors.MOMENTS)
            .apply("JoinSensors", JoinSensors.over(settings.windowing(), steps.coGroupByKey()))
            .apply("ExtractFeatures", ExtractFeatures.of(settings.rig()));
    PCollection<FeatureVector> complete =
        wholeFrom == null
            ? rows
            : rows.apply("FullyReadWindows", Filter.by(FullyReadWindows.from(wholeFrom)));
    PCollectionTuple found =
        PCollectionTuple.of(DetectAnomalies.ROWS, complete)
            .and(DetectAnomalies.QUIET, sensors.get(SummarizeSensors.QUIET))
            .apply(
                "DetectAnomalies",
                DetectAnomalies.of(
                    settings.rig(), settings.baseline(), carried, settings.rigGoneAfter()));
    return new Outputs(
        rows,
        complete,
        found.get(DetectAnomalies.FINDINGS),
        found.get(DetectAnomalies.ALERTS),
        sensors.get(SummarizeSensors.DEAD_LETTERS));
  }

  /**
   * Builds the sinks. All tables share one step, and all topics share one step, since each step
   * costs a job per batch on Spark.
   */
  private static void write(Outputs out, StreamTables tables, StreamInputs in) {
    PCollection<Alert> alerts = out.alerts().apply("PrintAlerts", new PrintAlerts());
    PCollectionList.of(out.rows().apply("KeepRows", tables.keepRows(in.settings().windowing())))
        .and(out.findings().apply("KeepAnomalies", tables.keepAnomalies()))
        .and(alerts.apply("KeepAlerts", tables.keepAlerts()))
        .apply("AllTables", Flatten.pCollections())
        .apply("ParquetIO", tables.write(in.incoming()));

    SensorTopics topics = in.settings().topics();
    PCollectionList.of(out.complete().apply("FeatureRecords", ToRecords.ofRows(topics.features())))
        .and(alerts.apply("AlertRecords", ToRecords.ofAlerts(topics.alerts())))
        .and(
            out.deadLetters()
                .apply(
                    "DeadLetterRecords",
                    ToRecords.ofDeadLetters(topics.deadLetters(), in.largestDeadLetter())))
        .apply("AllRecords", Flatten.pCollections())
        .apply("PublishRecords", PublishRecords.to(in.settings().kafka()));

    if (in.database() != null) {
      alerts.apply("UpsertAlerts", UpsertAlerts.into(in.database()));
    }
  }
}
