package io.hydrobeam.pipeline.doctor;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.cli.RigFile;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Check that the rig description is readable. */
final class RigCheck implements Check {
  static final String NAME = "rig";

  private final @Nullable String config;

  RigCheck(@Nullable String config) {
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    RigConfig rig = RigFile.read(config);
    return List.of(
        Finding.ok(
            "%s: %d sensors; on besides the limits, most of them with a baseline only: %s",
            config == null ? "conf/rig.yaml" : config,
            rig.sensors().size(),
            rig.detectors().keySet().stream().map(Anomaly.Type::label).collect(joining(", "))));
  }
}
