package io.hydrobeam.cli;

import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runner properties that commands need. */
public interface Backend {
  /** Returns the runner class. */
  Class<? extends PipelineRunner<?>> runner();

  /** Returns the help on runner options that users may set for any command. */
  String help();

  /**
   * Completes the options of a batch job on top of the given options, before its pipeline is built.
   */
  void prepareBatch(PipelineOptions options);
}
