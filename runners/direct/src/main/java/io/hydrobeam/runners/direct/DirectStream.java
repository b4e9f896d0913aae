package io.hydrobeam.runners.direct;

import io.hydrobeam.pipeline.MonitoringOptions;
import io.hydrobeam.pipeline.StreamBackend;
import io.hydrobeam.pipeline.doctor.Check;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;

/** The DirectRunner under a job that never ends. */
final class DirectStream implements StreamBackend {
  @Override
  public Map<String, String> defaults() {
    return Map.of();
  }

  @Override
  public String help() {
    return "";
  }

  @Override
  public List<Check> checks(MonitoringOptions options) {
    return List.of();
  }

  @Override
  public void prepare(MonitoringOptions options) {
    var direct = options.as(DirectOptions.class);
    direct.setBlockOnRun(false);
    // The runner cuts a source into as many splits as this, and all partitions must be in one.
    direct.setTargetParallelism(1);
  }

  @Override
  public void stopping() {
    // Nothing waits.
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
