package io.hydrobeam.runners.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Create;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.metrics.source.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/** What a run shows in Spark's own user interface and metrics system. */
class NamedStepsTest {
  private JavaSparkContext spark;

  @BeforeEach
  void startSpark() {
    var conf = new SparkConf().setMaster("local[1]").setAppName("named-steps");
    spark = new JavaSparkContext(conf.set("spark.ui.enabled", "false"));
  }

  @AfterEach
  void stopSpark() {
    spark.close();
  }

  @Test
  void sparkOperationsOfStepShareItsName() {
    Pipeline pipeline = NamedSteps.empty(PipelineOptionsFactory.create());
    pipeline.apply("JoinSensors", Create.of(1));
    var scopes = new ArrayList<String>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            scopes.add(spark.getLocalProperty("spark.rdd.scope"));
          }
        });
    assertThat(scopes).isNotEmpty().allMatch(scope -> scope.contains("\"name\":\"JoinSensors/"));
    assertThat(scopes).allMatch(scope -> scope.matches(".*\"id\":\"JoinSensors_\\w+\".*"));
    assertThat(spark.getLocalProperty("spark.rdd.scope")).isNull();
  }

  @Test
  void figuresAreGaugesOfSparksMetricsSystem() {
    SparkFigures.show(Map.of("samples_read", () -> 728));
    List<Source> sources =
        JavaConverters.seqAsJavaList(SparkEnv.get().metricsSystem().getSourcesByName("hydrobeam"));
    assertThat(sources).hasSize(1);
    assertThat(sources.get(0).metricRegistry().getGauges().get("samples_read").getValue())
        .isEqualTo(728.0);
  }
}
