package io.hydrobeam.pipeline;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;

/** What {@link StreamCommand} must know of the runner that it runs on. */
public interface Backend {
  /** The runner. */
  Class<? extends PipelineRunner<?>> runner();

  /** Options that are set unless the command line sets them, by name. */
  Map<String, String> defaults();

  /** The options of the runner that a person may want to set, as {@code --help} shows them. */
  String help();

  /** Checks and completes the options before the pipeline is built. */
  void prepare(MonitoringOptions options);

  /**
   * Starts the pipeline.
   *
   * @throws CommandException if it cannot be started
   */
  PipelineResult start(Pipeline pipeline);

  /** Whether event time has come to its end in all steps, so that every window is closed. */
  boolean timeHasEnded(MonitoringOptions options);

  /** Removes what was only of use while the pipeline ran. */
  void tidyUp(MonitoringOptions options);
}
