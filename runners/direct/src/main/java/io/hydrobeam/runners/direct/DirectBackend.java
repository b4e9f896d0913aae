package io.hydrobeam.runners.direct;

import io.hydrobeam.cli.beam.Backend;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Backend of the DirectRunner: one process, no state kept between runs. */
final class DirectBackend implements Backend {
  @Override
  public Class<? extends PipelineRunner<?>> runner() {
    return DirectRunner.class;
  }

  @Override
  public void prepareBatch(PipelineOptions options) {
    // The mutation checks would encode every element two more times.
    options.as(DirectOptions.class).setEnforceImmutability(false);
  }
}
