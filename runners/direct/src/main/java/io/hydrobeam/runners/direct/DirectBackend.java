package io.hydrobeam.runners.direct;

import io.hydrobeam.cli.Backend;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** The DirectRunner: one process, nothing kept between runs. */
final class DirectBackend implements Backend {
  @Override
  public Class<? extends PipelineRunner<?>> runner() {
    return DirectRunner.class;
  }

  @Override
  public String help() {
    return "On the DirectRunner there is nothing more to set; it keeps no state between runs.";
  }

  @Override
  public void prepareBatch(PipelineOptions options) {
    // The checks for changed elements encode every one of them twice more.
    options.as(DirectOptions.class).setEnforceImmutability(false);
  }
}
