package io.hydrobeam.runners.spark;

import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.runners.spark.checks.Master;
import io.hydrobeam.runners.spark.internals.SparkSettings;
import java.util.List;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Model.OptionSpec;

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
  public List<OptionSpec> options() {
    return List.of(
        PipelineArguments.option(
            "--sparkMaster",
            "URL",
            "On the SparkRunner: the Spark master. Leave it out under spark-submit. Default:"
                + " local[4]."));
  }

  @Override
  public void prepareBatch(PipelineOptions options) {
    Master.require(options.as(SparkPipelineOptions.class).getSparkMaster());
    SparkSettings.configureSpark();
  }
}
