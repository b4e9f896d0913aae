package io.hydrobeam.runners.spark.checks;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.List;

/** Check that Spark on the class path is compatible with the version this program was built for. */
public record VersionsCheck(BuiltFor needed, BuiltFor found) implements Check {
  @Override
  public String name() {
    return "spark";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        found.suits(needed)
            ? Finding.ok("%s, built for %s", found, needed)
            : Finding.failed(
                "%s, built for %s; point SPARK_HOME at such a one, or leave it out",
                found, needed));
  }
}
