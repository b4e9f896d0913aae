package io.hydrobeam.pipeline;

import io.hydrobeam.pipeline.doctor.Check;
import io.hydrobeam.pipeline.metrics.Batch;
import io.hydrobeam.pipeline.metrics.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.beam.sdk.Pipeline;

/** The runner of a stream, as {@link StreamCommand} uses it. */
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

  /**
   * The steps of the graph that this runner replaces; by default none. To be asked for after {@link
   * #prepare}.
   */
  default GraphSteps steps() {
    return new GraphSteps() {};
  }

  /** The run is about to be stopped: nothing must hold it up. */
  void stopping();

  /** A pipeline for these options, with no steps yet. */
  default Pipeline pipeline(MonitoringOptions options) {
    return Pipeline.create(options);
  }

  /**
   * Tells of each batch of a run that is completed, soon and by one thread; a runner without
   * batches never does. For the run that begins next.
   */
  default void onBatch(Consumer<Batch> observer) {}

  /**
   * Up to when all sources are read, in event time; empty where the runner does not tell, before
   * the first sample and when event time has come to its end.
   */
  default Optional<Instant> watermark(MonitoringOptions options) {
    return Optional.empty();
  }

  /**
   * Up to when all windows are written, in event time; empty where the runner does not tell, before
   * the first ones are, and when event time has come to its end.
   */
  default Optional<Instant> writtenUpTo(MonitoringOptions options) {
    return Optional.empty();
  }

  /**
   * What is kept of the run; empty where the runner keeps nothing.
   *
   * @throws IOException if it cannot be looked at
   */
  default Optional<Checkpoint> checkpoint(MonitoringOptions options) throws IOException {
    return Optional.empty();
  }

  /** Shows figures on the runner's own metrics system, if it has one. The pipeline is running. */
  default void show(Map<String, DoubleSupplier> figures) {}

  /** Whether event time has come to its end in all steps, so that every window is closed. */
  boolean timeHasEnded(MonitoringOptions options);

  /** Removes what was only of use while the pipeline ran. */
  void tidyUp(MonitoringOptions options);
}
