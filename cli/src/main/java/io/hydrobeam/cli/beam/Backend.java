package io.hydrobeam.cli.beam;

import java.util.List;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Model.OptionSpec;

/** Runner properties that commands need. */
public interface Backend {
  /** Returns the runner class. */
  Class<? extends PipelineRunner<?>> runner();

  /** Returns the options of the runner that the help of every command lists; none by default. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /**
   * Completes the options of a batch job on top of the given options, before its pipeline is built.
   */
  void prepareBatch(PipelineOptions options);
}
