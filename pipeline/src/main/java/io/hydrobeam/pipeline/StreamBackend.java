package io.hydrobeam.pipeline;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;

/** What {@link StreamCommand} must know of the runner that it runs on. */
public interface StreamBackend {
  /** Options that are set unless the command line sets them, by name. */
  Map<String, String> defaults();

  /** The options for streaming that a person may want to set, for the help; empty for none. */
  String help();

  /** Checks and completes the options before the pipeline is built. */
  void prepare(MonitoringOptions options);

  /** Adapts the graph to the runner once it is assembled. */
  void adapt(Pipeline pipeline);

  /** The run is about to be stopped: nothing must hold it up. */
  void stopping();

  /** Whether event time has come to its end in all steps, so that every window is closed. */
  boolean timeHasEnded(MonitoringOptions options);

  /** Removes what was only of use while the pipeline ran. */
  void tidyUp(MonitoringOptions options);
}
