package io.hydrobeam.runners.direct;

import io.hydrobeam.pipeline.Backend;
import io.hydrobeam.pipeline.MonitoringOptions;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;

/** The DirectRunner: one process, nothing kept between runs. */
final class DirectBackend implements Backend {
  @Override
  public Class<? extends PipelineRunner<?>> runner() {
    return DirectRunner.class;
  }

  @Override
  public Map<String, String> defaults() {
    return Map.of();
  }

  @Override
  public String help() {
    return "On the DirectRunner there is nothing more to set; it keeps no state between runs.";
  }

  @Override
  public void prepare(MonitoringOptions options) {
    var direct = options.as(DirectOptions.class);
    direct.setBlockOnRun(false);
    // The runner cuts a source into as many splits as this, and all partitions must be in one.
    direct.setTargetParallelism(1);
  }

  @Override
  public PipelineResult start(Pipeline pipeline) {
    return pipeline.run();
  }

  @Override
  public boolean timeHasEnded(MonitoringOptions options) {
    // The runner ends by itself then.
    return false;
  }

  @Override
  public void tidyUp(MonitoringOptions options) {
    // Nothing is kept.
  }
}
