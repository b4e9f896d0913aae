package io.hydrobeam.runners.spark;

import io.hydrobeam.cli.Backend;
import io.hydrobeam.runners.spark.checks.Master;
import io.hydrobeam.runners.spark.internals.SparkSettings;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Backend of the Spark runner on RDDs. Batch jobs use this class; the stream uses {@link
 * io.hydrobeam.runners.spark.stream.SparkStream}.
 */
final class SparkBackend implements Backend {
  @Override
  public Class<? extends PipelineRunner<?>> runner() {
    return SparkRunner.class;
  }

  @Override
  public String help() {
    return """
      On the SparkRunner:
        --sparkMaster=URL (default local[4])
              The Spark master. Leave it out under spark-submit.\
      """;
  }

  @Override
  public void prepareBatch(PipelineOptions options) {
    Master.require(options.as(SparkPipelineOptions.class).getSparkMaster());
    SparkSettings.configureSpark();
  }
}
