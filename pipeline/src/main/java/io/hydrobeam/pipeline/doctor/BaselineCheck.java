package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.baseline.Baseline.Provenance;
import io.hydrobeam.cli.BaselineOption;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Check that the baseline is readable and fits the rig. */
final class BaselineCheck implements Check {
  private final @Nullable String baseline;
  private final @Nullable String config;

  BaselineCheck(@Nullable String baseline, @Nullable String config) {
    this.baseline = baseline;
    this.config = config;
  }

  @Override
  public String name() {
    return "baseline";
  }

  @Override
  public List<String> needs() {
    return List.of(RigCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    if (baseline == null) {
      return List.of(Finding.ok("none: only limits and the health of sensors are checked"));
    }
    Provenance from = BaselineOption.read(baseline, RigFile.read(config)).provenance();
    return List.of(Finding.ok("%s: %d cycles of %s", baseline, from.cycles(), from.source()));
  }
}
