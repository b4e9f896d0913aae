package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.CommandException;
import io.hydrobeam.pipeline.doctor.Finding.Level;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes checks one after the other, and prints each finding as it comes. */
final class Examination {
  private final PrintStream out;
  private final Set<String> failed = new HashSet<>();
  private final Set<String> skipped = new HashSet<>();

  Examination(PrintStream out) {
    this.out = out;
  }

  /** Makes these checks, and returns the number of those that have failed. */
  int make(List<Check> checks) {
    checks.forEach(this::make);
    return failed.size();
  }

  private void make(Check check) {
    for (Finding finding : findings(check)) {
      out.println(finding.line(check.name()));
      if (finding.level() == Level.FAILED) {
        failed.add(check.name());
      } else if (finding.level() == Level.SKIPPED) {
        skipped.add(check.name());
      }
    }
  }

  private List<Finding> findings(Check check) {
    Optional<String> missing =
        check.needs().stream()
            .filter(name -> failed.contains(name) || skipped.contains(name))
            .findFirst();
    if (missing.isPresent()) {
      return List.of(Finding.skipped(missing.get()));
    }
    try {
      return check.run();
    } catch (CommandException e) {
      return List.of(new Finding(Level.FAILED, e.getMessage()));
    }
  }
}
