package io.hydrobeam.pipeline;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.pipeline.jdbc.AlertDatabase;
import io.hydrobeam.pipeline.jdbc.UpsertAlerts;
import io.hydrobeam.pipeline.kafka.PublishRecords;
import io.hydrobeam.pipeline.kafka.ReadMessages;
import io.hydrobeam.pipeline.kafka.SensorTopics;
import io.hydrobeam.pipeline.kafka.ToRecords;
import io.hydrobeam.pipeline.table.AlertTable;
import io.hydrobeam.pipeline.table.AnomalyTable;
import io.hydrobeam.pipeline.table.PartitionBy;
import io.hydrobeam.pipeline.table.RowTable;
import io.hydrobeam.pipeline.table.WriteTable;
import io.hydrobeam.window.Windowing;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The monitoring graph with its edges: Kafka before it, Kafka, the Parquet tables and the console
 * behind it.
 *
 * <pre>
 *   Kafka -- ReadMessages -- MonitoringPipeline --+-- rows -------- Parquet, Kafka
 *                                                 +-- anomalies --- Parquet
 *                                                 +-- alerts ------ Parquet, Kafka, console, database
 *                                                 +-- dead letters -------- Kafka
 * </pre>
 */
public final class MonitoringJob {
  private MonitoringJob() {}

  /** How the tables of a run are cut, as the note in their directory says it. */
  public static String layout(MonitoringOptions options) {
    return "partitionBy=%s window=%s".formatted(options.getPartitionBy(), options.getWindow());
  }

  /**
   * Builds the graph into a pipeline; it is not run.
   *
   * @param starts the partitions to read, with the offsets at which to begin
   * @param largestDeadLetter the largest message that the dead-letter topic takes, in bytes
   * @param database keeps the alerts, too; null for none
   */
  public static void assemble(
      Pipeline pipeline,
      MonitoringOptions options,
      MonitoringSettings settings,
      Map<TopicPartition, Long> starts,
      int largestDeadLetter,
      @Nullable AlertDatabase database) {
    String brokers = options.getBootstrapServers();
    var messages =
        pipeline.apply(
            "ReadMessages",
            ReadMessages.from(brokers, starts, settings.parser(), settings.clock()));
    var outputs =
        MonitoringPipeline.assemble(
            messages, settings.parser(), settings.windowing(), settings.rig(), settings.baseline());

    PartitionBy by = options.getPartitionBy();
    Windowing rowWindows = settings.windowing().downstream();
    var rowTable = new RowTable(by);
    var alertTable = new AlertTable(by);
    var alerts = outputs.alerts().apply("PrintAlerts", new PrintAlerts());
    outputs
        .rows()
        .apply(
            "KeepRows",
            WriteTable.at(options.getOutput() + "/streaming", rowTable, by, rowWindows));
    outputs
        .anomalies()
        .apply(
            "KeepAnomalies",
            WriteTable.at(
                options.getOutput() + "/anomalies", new AnomalyTable(by), by, rowWindows));
    // As they come: they are few, and those told at the end of time are past all minutes.
    alerts.apply(
        "KeepAlerts",
        WriteTable.at(options.getOutput() + "/alerts", alertTable, PartitionBy.SECOND, rowWindows));

    if (database != null) {
      alerts.apply("UpsertAlerts", UpsertAlerts.into(database));
    }

    SensorTopics topics = settings.topics();
    PCollection<DeadLetter> deadLetters = outputs.deadLetters();
    // One publishing step for all: on Spark each would be a job of its own in every batch.
    PCollectionList.of(
            outputs.rows().apply("FeatureRecords", ToRecords.ofRows(topics.features(), rowTable)))
        .and(alerts.apply("AlertRecords", ToRecords.ofRows(topics.alerts(), alertTable)))
        .and(
            deadLetters.apply(
                "DeadLetterRecords",
                ToRecords.ofDeadLetters(topics.deadLetters(), largestDeadLetter)))
        .apply("AllRecords", Flatten.pCollections())
        .apply("PublishRecords", PublishRecords.to(brokers));
  }
}
