package io.hydrobeam.cli;

import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** What the commands must know of the runner that they run on. */
public interface Backend {
  /** The runner. */
  Class<? extends PipelineRunner<?>> runner();

  /** The options of the runner that a person may want to set for any command, for its help. */
  String help();

  /**
   * Completes the options of a job over what is there already, one that ends by itself, before its
   * pipeline is built.
   */
  void prepareBatch(PipelineOptions options);
}
