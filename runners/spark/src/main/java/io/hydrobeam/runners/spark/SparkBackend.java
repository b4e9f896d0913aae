package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.Backend;
import io.hydrobeam.pipeline.StreamBackend;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The Spark runner on RDDs, for jobs that end and, by {@link SparkStream}, for the one that does
 * not.
 */
final class SparkBackend implements Backend {
  static final String SPECULATION = "spark.speculation";
  static final String HEARTBEAT = "spark.executor.heartbeat.dropZeroAccumulatorUpdates";

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
    configureSpark();
  }

  @Override
  public StreamBackend stream() {
    return new SparkStream();
  }

  /** What every job needs, whether it ends or not. */
  static void configureSpark() {
    setUnlessSet("spark.ui.showConsoleProgress", "false");
    // Two attempts at one file would not see each other.
    System.setProperty(SPECULATION, "false");
    // Beam's metrics accumulator throws when a heartbeat asks it whether it is zero, and the
    // executor's heartbeats end.
    setUnlessSet(HEARTBEAT, "false");
  }

  /** Sets a property of Spark's that the command line has not set. */
  static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
