package io.hydrobeam.runners.direct;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;

/** Streaming backend of the DirectRunner. */
final class DirectStream implements StreamBackend {
  @Override
  public Map<String, String> defaults() {
    return Map.of();
  }

  @Override
  public List<Check> checks(MonitoringOptions options) {
    return List.of();
  }

  @Override
  public void prepare(MonitoringOptions options) {
    var direct = options.as(DirectOptions.class);
    direct.setBlockOnRun(false);
    // The runner cuts a source into this number of splits. All partitions must be in one split.
    direct.setTargetParallelism(1);
  }

  @Override
  public void stopping() {
    // No reader waits.
  }

  @Override
  public boolean timeHasEnded(MonitoringOptions options) {
    // The runner ends on its own when time has ended.
    return false;
  }

  @Override
  public void tidyUp(MonitoringOptions options) {
    // The runner keeps no files.
  }
}
