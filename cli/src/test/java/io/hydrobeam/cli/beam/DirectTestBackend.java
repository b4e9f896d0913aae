package io.hydrobeam.cli.beam;

import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** The DirectRunner for commands over what is there already. */
public final class DirectTestBackend implements Backend {
  @Override
  public Class<? extends PipelineRunner<?>> runner() {
    return DirectRunner.class;
  }

  @Override
  public void prepareBatch(PipelineOptions options) {}
}
