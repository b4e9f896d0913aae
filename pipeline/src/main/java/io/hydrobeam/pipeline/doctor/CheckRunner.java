package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FSError;

/** Runs checks in sequence and prints each finding as soon as available. */
final class CheckRunner {
  private final PrintStream out;

  /** Names of checks without success, each with the failed check to blame. */
  private final Map<String, String> blamed = new HashMap<>();

  CheckRunner(PrintStream out) {
    this.out = out;
  }

  /** Runs the checks and returns the number of failed checks. */
  int make(List<Check> checks) {
    checks.forEach(this::make);
    return Set.copyOf(blamed.values()).size();
  }

  private void make(Check check) {
    List<Finding> findings =
        check.needs().stream()
            .filter(blamed::containsKey)
            .findFirst()
            .map(needed -> skipped(check, blamed.get(needed)))
            .orElseGet(() -> run(check));
    findings.forEach(finding -> out.println(finding.line(check.name())));
  }

  private List<Finding> skipped(Check check, String failed) {
    blamed.put(check.name(), failed);
    return List.of(
        new Finding(
            Level.SKIPPED, String.format(Locale.ROOT, "because the check '%s' failed", failed)));
  }

  private List<Finding> run(Check check) {
    List<Finding> findings = found(check);
    if (findings.stream().anyMatch(finding -> finding.level() == Level.FAILED)) {
      blamed.put(check.name(), check.name());
    }
    return findings;
  }

  private static List<Finding> found(Check check) {
    try {
      return check.run();
    } catch (UserException e) {
      return List.of(new Finding(Level.FAILED, e.getMessage()));
    } catch (FSError e) {
      // Hadoop's local file system throws an error where a disk is full.
      return List.of(Finding.failed("cannot write (%s); make room", UserException.rootCause(e)));
    }
  }
}
