package io.hydrobeam.pipeline.backend;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.graph.GraphSteps;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.beam.sdk.Pipeline;
import picocli.CommandLine.Model.OptionSpec;

/** Runner of a stream, as the stream command uses it. */
public interface StreamBackend {
  /** Returns option values by name, used unless the command line sets the option. */
  Map<String, String> defaults();

  /** Returns the streaming options of the runner for the help; none by default. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /**
   * Returns the checks of the runner and its environment before a job starts.
   *
   * @throws UserException if options of the runner are invalid, as in {@link #prepare}
   */
  List<Check> checks(MonitoringOptions options);

  /** Checks and completes the options before the pipeline is built. */
  void prepare(MonitoringOptions options);

  /**
   * Returns the graph steps that this runner replaces; none by default. Called after {@link
   * #prepare}.
   */
  default GraphSteps steps() {
    return new GraphSteps() {};
  }

  /** Called just before the run is stopped, so that nothing blocks the stop. */
  void stopping();

  /** Creates an empty pipeline for these options. */
  default Pipeline pipeline(MonitoringOptions options) {
    return Pipeline.create(options);
  }

  /**
   * Registers an observer of completed batches of the next run. One thread calls the observer soon
   * after each batch. A runner without batches never calls the observer.
   */
  default void onBatch(Consumer<Batch> observer) {}

  /**
   * Returns the minimum watermark of all sources. Empty if the runner does not report watermarks,
   * before the first sample, and after the end of event time.
   */
  default Optional<Instant> watermark(MonitoringOptions options) {
    return Optional.empty();
  }

  /**
   * Returns the event time up to which all windows are written. Empty if the runner does not report
   * this time, before the first windows are written, and after the end of event time.
   */
  default Optional<Instant> writtenUpTo(MonitoringOptions options) {
    return Optional.empty();
  }

  /**
   * Returns the checkpoint of the run; empty for a runner without checkpoints.
   *
   * @throws IOException if the checkpoint cannot be inspected
   */
  default Optional<Checkpoint> checkpoint(MonitoringOptions options) throws IOException {
    return Optional.empty();
  }

  /**
   * Publishes metrics in the runner's own metrics system, if any. Called while the pipeline runs.
   */
  default void show(Map<String, DoubleSupplier> figures) {}

  /** Returns true once event time has ended in all steps, so that every window is closed. */
  boolean timeHasEnded(MonitoringOptions options);

  /** Removes resources needed only while the pipeline ran. */
  void tidyUp(MonitoringOptions options);
}
