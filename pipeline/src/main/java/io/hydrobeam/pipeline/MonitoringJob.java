package io.hydrobeam.pipeline;

import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.pipeline.jdbc.AlertDatabase;
import io.hydrobeam.pipeline.jdbc.UpsertAlerts;
import io.hydrobeam.pipeline.kafka.PublishRecords;
import io.hydrobeam.pipeline.kafka.ReadMessages;
import io.hydrobeam.pipeline.kafka.SensorTopics;
import io.hydrobeam.pipeline.kafka.SummarizeTopics;
import io.hydrobeam.pipeline.kafka.ToRecords;
import io.hydrobeam.pipeline.table.AlertTable;
import io.hydrobeam.pipeline.table.AnomalyTable;
import io.hydrobeam.pipeline.table.Incoming;
import io.hydrobeam.pipeline.table.LeaseRequest;
import io.hydrobeam.pipeline.table.PartitionBy;
import io.hydrobeam.pipeline.table.RowTable;
import io.hydrobeam.pipeline.table.TableKind;
import io.hydrobeam.pipeline.table.TableRows;
import io.hydrobeam.pipeline.table.WriteTables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The monitoring graph with its edges: Kafka before it, Kafka, the Parquet tables and the console
 * behind it.
 *
 * <pre>
 *   Kafka -- SummarizeTopics -- MonitoringPipeline --+-- rows -------- Parquet, Kafka
 *                                                    +-- findings ---- Parquet
 *                                                    +-- alerts ------ Parquet, Kafka, console, database
 *                                                    +-- dead letters -------- Kafka
 * </pre>
 */
public final class MonitoringJob {
  private static final String ROWS = TableKind.ROWS.directory();
  private static final String ANOMALIES = TableKind.ANOMALIES.directory();
  private static final String ALERTS = TableKind.ALERTS.directory();

  private MonitoringJob() {}

  /** The right to write the tables that a run needs. */
  public static LeaseRequest lease(MonitoringOptions options) {
    return new LeaseRequest(
        options.getOutput(),
        "stream",
        List.of(ROWS, ANOMALIES, ALERTS),
        "stop that run first, name another --output, or give --takeOver, which ends that run");
  }

  /** How the tables of a run are cut, as the note in their directory says it. */
  public static String layout(MonitoringOptions options) {
    return String.format(
        Locale.ROOT, "partitionBy=%s window=%s", options.getPartitionBy(), options.getWindow());
  }

  /**
   * Builds the graph into a pipeline; it is not run.
   *
   * @param beginning where in the topics to begin
   * @param carried the alerts that the run goes on with
   * @param largestDeadLetter the largest message that the dead-letter topic takes, in bytes
   * @param database keeps the alerts, too; null for none
   * @param incoming where the files of the tables are made
   */
  public static void assemble(
      Pipeline pipeline,
      MonitoringOptions options,
      MonitoringSettings settings,
      SensorTopics.Beginning beginning,
      CarriedAlerts carried,
      int largestDeadLetter,
      @Nullable AlertDatabase database,
      Incoming incoming) {
    var messages =
        ReadMessages.from(
            settings.kafka(), beginning, settings.parser(), settings.clock(), options.getReaders());
    var summaries =
        pipeline.apply(
            "SummarizeTopics",
            SummarizeTopics.of(messages, settings.parser(), settings.windowing()));
    var outputs =
        MonitoringPipeline.assemble(
            summaries,
            settings.windowing(),
            settings.rig(),
            settings.baseline(),
            carried,
            settings.rigGoneAfter(),
            beginning.wholeFrom());

    PartitionBy by = options.getPartitionBy();
    var rowTable = new RowTable(by);
    var anomalyTable = new AnomalyTable(by);
    var alertTable = new AlertTable(by);
    var alerts = outputs.alerts().apply("PrintAlerts", new PrintAlerts());
    PCollectionList.of(
            outputs
                .rows()
                .apply(
                    "KeepRows",
                    by == PartitionBy.MINUTE
                        ? TableRows.byMinute(ROWS, rowTable, settings.windowing().downstream())
                        : TableRows.asTheyCome(ROWS, rowTable)))
        .and(
            outputs
                .findings()
                .apply("KeepAnomalies", TableRows.asTheyCome(ANOMALIES, anomalyTable)))
        .and(alerts.apply("KeepAlerts", TableRows.asTheyCome(ALERTS, alertTable)))
        .apply("AllTables", Flatten.pCollections())
        .apply(
            "WriteTables",
            WriteTables.below(
                options.getOutput(),
                Map.of(ROWS, rowTable, ANOMALIES, anomalyTable, ALERTS, alertTable),
                incoming));

    if (database != null) {
      alerts.apply("UpsertAlerts", UpsertAlerts.into(database));
    }

    SensorTopics topics = settings.topics();
    PCollection<DeadLetter> deadLetters = outputs.deadLetters();
    // One publishing step for all: on Spark each would be a job of its own in every batch.
    PCollectionList.of(
            outputs.judged().apply("FeatureRecords", ToRecords.ofRows(topics.features(), rowTable)))
        .and(alerts.apply("AlertRecords", ToRecords.ofRows(topics.alerts(), alertTable)))
        .and(
            deadLetters.apply(
                "DeadLetterRecords",
                ToRecords.ofDeadLetters(topics.deadLetters(), largestDeadLetter)))
        .apply("AllRecords", Flatten.pCollections())
        .apply("PublishRecords", PublishRecords.to(settings.kafka()));
  }
}
