package io.hydrobeam.pipeline;

import io.hydrobeam.pipeline.doctor.Check;
import java.util.List;
import java.util.Map;

/** What {@link StreamCommand} must know of the runner that it runs on. */
public interface StreamBackend {
  /** Options that are set unless the command line sets them, by name. */
  Map<String, String> defaults();

  /** The options for streaming that a person may want to set, for the help; empty for none. */
  String help();

  /**
   * What there is to check of the runner and its surroundings before a job is started.
   *
   * @throws CommandException if the options of the runner are wrong, as {@link #prepare} does
   */
  List<Check> checks(MonitoringOptions options);

  /** Checks and completes the options before the pipeline is built. */
  void prepare(MonitoringOptions options);

  /** Whether event time has come to its end in all steps, so that every window is closed. */
  boolean timeHasEnded(MonitoringOptions options);

  /** Removes what was only of use while the pipeline ran. */
  void tidyUp(MonitoringOptions options);
}
