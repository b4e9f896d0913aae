package io.hydrobeam.runners.spark.checks;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.runners.spark.internals.OpenPackages;
import java.util.ArrayList;
import java.util.List;

/**
 * Check of the Java version and the heap size of this process.
 *
 * @param heap the maximum heap size, in bytes
 */
public record JavaCheck(long heap) implements Check {
  private static final int JAVA = 17;
  private static final long MIB = 1 << 20;

  /**
   * Heap for one rig, as measured in benchmarks/results/faults.md. Sixty rigs had twice as much.
   */
  private static final long TRIED_HEAP = 1 << 30;

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> run() {
    var findings = new ArrayList<Finding>();
    int feature = Runtime.version().feature();
    if (feature != JAVA) {
      findings.add(
          Finding.failed(
              "Java %d, but Spark needs %d; install a JDK 17 and set JAVA_HOME to it",
              feature, JAVA));
    }
    List<String> closed = OpenPackages.required().closed();
    if (!closed.isEmpty()) {
      findings.add(
          Finding.failed(
              "Spark may not reach into %s; start Java with the options of conf/java-options, as"
                  + " bin/hydrobeam does",
              String.join(", ", closed)));
    }
    // The maximum heap reported by Java leaves out a part of the heap.
    if (heap < TRIED_HEAP * 0.8) {
      findings.add(
          Finding.warn(
              "a heap of %d MiB, but %d MiB was tested; raise HYDROBEAM_HEAP (submit: "
                  + "--driver-memory)",
              heap / MIB, TRIED_HEAP / MIB));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok("%s, opened to Spark, a heap of %d MiB", Runtime.version(), heap / MIB))
        : findings;
  }
}
