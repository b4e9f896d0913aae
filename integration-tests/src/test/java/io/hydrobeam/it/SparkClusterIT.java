package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream and a batch job as production runs them: the one jar, submitted to a cluster whose class
 * path is Spark's own, with the checkpoint and all output on HDFS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SparkClusterIT {
  private static final Duration TO_END = Duration.ofMinutes(6);
  private static final int SECONDS = 60;

  private TestSandbox sandbox;
  private SparkCluster cluster;

  @TempDir private Path directory;

  @BeforeAll
  void start(@TempDir Path sandboxDirectory, @TempDir Path clusterDirectory) {
    System.out.println("SparkClusterIT");
    sandbox = TestSandbox.start(sandboxDirectory);
    cluster = SparkCluster.start(clusterDirectory, 2);
  }

  @AfterAll
  void stop() {
    try {
      cluster.close();
    } finally {
      sandbox.close();
    }
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  @Test
  void streamAndTheDataSetOfItsRowsOnACluster() throws IOException {
    var topics = Topics.create(sandbox.kafka(), "in-", 1);
    sandbox.replay("in-", List.of("--simulate", "--cycles=1", "--start=" + StreamContract.START));
    String output = sandbox.hdfs() + "/out";

    submit(
        "stream",
        "--bootstrapServers=" + sandbox.kafka(),
        "--topicPrefix=in-",
        "--output=" + output,
        "--stopWhenIdle=3");

    var rows = Reconciliation.of(topics, output).table().rows();
    assertThat(rows).hasSize(SECONDS);
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);

    Path labels = Files.writeString(directory.resolve("labels.csv"), "cycle,valve\n0,73\n");
    var ended =
        submit(
            "dataset",
            "--input=" + output,
            "--labels=" + labels,
            "--output=" + sandbox.hdfs() + "/set");
    assertThat(ended.out()).contains("1 cycles in", "0 of 1 cycles excluded");
  }

  /** Nothing waits for the executor that has read the last batch of a reader, when that is busy. */
  @Test
  void readersThatMoveBetweenExecutorsReadEachSampleOnce() {
    var topics = Topics.create(sandbox.kafka(), "moving-", 2);
    sandbox.replay(
        "moving-",
        List.of("--simulate", "--cycles=1", "--rigs=4", "--start=" + StreamContract.START));
    String output = sandbox.hdfs() + "/moving";

    var arguments = new ArrayList<>(cluster.submit());
    arguments.addAll(
        List.of(
            "--conf",
            "spark.locality.wait=0s",
            "stream",
            "--bootstrapServers=" + sandbox.kafka(),
            "--topicPrefix=moving-",
            "--output=" + output,
            "--readers=2",
            "--maxRecordsPerBatch=5000"));
    try (var stream = Hydrobeam.start("submit", arguments)) {
      await()
          .atMost(TO_END)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> topics.features().size() >= 4 * SECONDS);
      stream.terminate();
      stream.awaitEnd(TO_END);
    }

    var rows = Reconciliation.of(topics, output).table().rows();
    assertThat(rows).hasSize(4 * SECONDS);
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);
  }

  @Test
  void driverHasTheHeapThatSparkSubmitIsGiven() {
    var doctor =
        Hydrobeam.run(
            TO_END,
            "submit",
            List.of(
                "--master",
                "local[1]",
                "--driver-memory",
                "512m",
                "doctor",
                "--bootstrapServers=" + sandbox.kafka(),
                "--output=" + sandbox.hdfs() + "/doctor"));
    assertThat(doctor.out()).containsPattern("a heap of [45]\\d\\d MiB");
  }

  private Hydrobeam.Ended submit(String command, String... options) {
    var arguments = new ArrayList<>(cluster.submit());
    arguments.add(command);
    arguments.addAll(List.of(options));
    var ended = Hydrobeam.run(TO_END, "submit", arguments);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return ended;
  }
}
