package io.hydrobeam.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.pipeline.kafka.SensorTopics;
import io.hydrobeam.pipeline.table.WriteLease;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step names of the whole graph, as a runner sees them. */
class GraphStepsTest {
  @TempDir Path directory;

  @Test
  void defaultGraphHasBeamsPrimitivesInOrder() throws IOException {
    assertThat(StepNames.of(graph(new GraphSteps() {}), 2))
        .containsSubsequence(
            "KafkaIO",
            "KafkaIO/KafkaIO",
            "ParseReadings",
            "FixedWindows",
            "CombinePerKey",
            "JoinSensors",
            "JoinSensors/FixedWindows",
            "JoinSensors/CoGroupByKey",
            "JoinSensors/MergeSensors",
            "ExtractFeatures",
            "DetectAnomalies",
            "PrintAlerts",
            "KeepRows",
            "KeepAnomalies",
            "KeepAlerts",
            "ParquetIO",
            "FeatureRecords",
            "AlertRecords",
            "DeadLetterRecords",
            "PublishRecords");
  }

  private Pipeline graph(GraphSteps steps) throws IOException {
    var options = PipelineOptionsFactory.as(MonitoringOptions.class);
    options.setOutput(directory.toUri().toString());
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    Sensor.all().forEach(s -> offsets.put(new TopicPartition("hydraulic-" + s, 0), 0L));
    Pipeline pipeline = Pipeline.create(options);
    var silent = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (WriteLease lease = WriteLease.take(StreamTables.of(options).lease(), false, silent)) {
      MonitoringGraph.build(
          pipeline,
          steps,
          options,
          new StreamInputs(
              MonitoringSettings.withoutFiles(options),
              new SensorTopics.Beginning(offsets, true, null, null),
              CarriedAlerts.NONE,
              1_000_000,
              null,
              lease.incoming()));
    }
    return pipeline;
  }
}
