package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.doctor.Check;
import io.hydrobeam.pipeline.doctor.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether this Java is one that Spark runs on, and has memory for the batches.
 *
 * @param recordsPerBatch the most records of a batch
 * @param heap the largest heap, in bytes
 */
record JavaCheck(long recordsPerBatch, long heap) implements Check {
  private static final int JAVA = 17;
  private static final long MIB = 1 << 20;

  /** With 200,000 records a batch, 1.3 GB were left after collections: see benchmarks/README.md. */
  private static final long BYTES_A_RECORD = 8_000;

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
              "Java %d, and Spark needs %d; install a JDK 17 and point JAVA_HOME at it",
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
    if (heap < recordsPerBatch * BYTES_A_RECORD) {
      findings.add(
          Finding.warn(
              "a heap of %d MiB, where %d is what was tried with batches of %d records; raise"
                  + " HYDROBEAM_HEAP (submit: --driver-memory) or lower --maxRecordsPerBatch",
              heap / MIB, recordsPerBatch * BYTES_A_RECORD / MIB, recordsPerBatch));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "%s, opened to Spark, a heap of %d MiB for batches of %d records",
                Runtime.version(), heap / MIB, recordsPerBatch))
        : findings;
  }
}
