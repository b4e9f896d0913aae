package io.hydrobeam.runners.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.pipeline.MonitoringGraph;
import io.hydrobeam.pipeline.MonitoringOptions;
import io.hydrobeam.pipeline.MonitoringSettings;
import io.hydrobeam.pipeline.StreamInputs;
import io.hydrobeam.pipeline.StreamTables;
import io.hydrobeam.pipeline.kafka.SensorTopics;
import io.hydrobeam.pipeline.table.WriteLease;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkGraphStepsTest {
  @TempDir Path directory;

  @Test
  void readersSumUpAndOneGroupByKeyJoins() throws IOException {
    var found = new ArrayList<String>();
    graph()
        .traverseTopologically(
            new Pipeline.PipelineVisitor.Defaults() {
              @Override
              public CompositeBehavior enterCompositeTransform(Node node) {
                if (node.getTransform() instanceof Read.Unbounded<?> read) {
                  found.add(
                      node.getFullName() + ": " + read.getSource().getClass().getSimpleName());
                }
                return CompositeBehavior.ENTER_TRANSFORM;
              }

              @Override
              public void visitPrimitiveTransform(Node node) {
                if (node.getTransform() instanceof GroupByKey<?, ?>) {
                  found.add(node.getFullName() + ": GroupByKey");
                }
              }
            });
    assertThat(found)
        .containsExactly(
            "SummarizeAtTheSource/Read0: PacedSource",
            "JoinSensors/CoGroupByKey: GroupByKey",
            "DetectAnomalies/Gather: GroupByKey");
  }

  private Pipeline graph() throws IOException {
    var options = PipelineOptionsFactory.as(MonitoringOptions.class);
    options.setOutput(directory.toUri().toString());
    options.setRunner(SparkRunner.class);
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    Sensor.all().forEach(s -> offsets.put(new TopicPartition("hydraulic-" + s, 0), 0L));
    var limits =
        new ReadLimits(
            1_000, Duration.ofMillis(150), Duration.ofMillis(800), Duration.ofSeconds(1));
    Pipeline pipeline = Pipeline.create(options);
    var silent = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (WriteLease lease = WriteLease.take(StreamTables.of(options).lease(), false, silent)) {
      MonitoringGraph.build(
          pipeline,
          new SparkGraphSteps(limits),
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
