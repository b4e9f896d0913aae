package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anomalies that last, on an HDFS with a low limit of entries in a directory. */
final class DirectoryLimitIT {
  private static final Instant START = Instant.parse("2025-11-08T14:29:40Z");
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final int RIGS = 3;

  /** Seconds on both sides of a full minute. */
  private static final StreamContract.Seconds SECONDS = new StreamContract.Seconds(12, 24);

  private static final int MINUTES = 2;
  private static final int ANOMALIES = RIGS * SECONDS.count();
  private static final int LIMIT = ANOMALIES - 12;
  private static final String SILENT = "VS1";

  @Test
  void lastingAnomaliesOfSeveralRigsStayBelowTheLimit(@TempDir Path directory) throws Exception {
    System.out.println("DirectoryLimitIT");
    try (TestSandbox sandbox = TestSandbox.startWithDirectoryLimit(directory, LIMIT)) {
      assertThatDirectoriesAreLimited(sandbox.hdfs());
      Topics topics = topicsWithASilentSensor(sandbox);
      String output = sandbox.hdfs() + "/output";
      var ended = stream(sandbox, output);
      assertThat(ended.exitCode()).as("%s", ended).isZero();

      var table = Reconciliation.of(topics, output).table();
      assertThat(table.rows()).hasSize(ANOMALIES);
      assertThat(Alerts.missingSensors(Alerts.anomalies(output)))
          .isEqualTo(Alerts.expectedMissing(table))
          .filteredOn(line -> line.endsWith(SILENT))
          .hasSize(ANOMALIES);
      assertThat(StoredTable.read(output + "/anomalies").files()).hasSize(MINUTES * RIGS);
    }
  }

  private static Topics topicsWithASilentSensor(TestSandbox sandbox) {
    var whole = Topics.create(sandbox.kafka(), "whole-", 1);
    sandbox.replay(
        "whole-", List.of("--simulate", "--cycles=1", "--rigs=" + RIGS, "--start=" + START));
    var topics = Topics.create(sandbox.kafka(), "in-", 1);
    topics.send(
        whole.messages().stream()
            .filter(SECONDS::contains)
            .filter(message -> !message.topic().endsWith(SILENT))
            .filter(DirectoryLimitIT::isKept)
            .toList());
    return topics;
  }

  /** Keeps every tenth sample of the fast sensors, since the number of samples does not matter. */
  private static boolean isKept(ConsumerRecord<byte[], byte[]> message) {
    String sensor = message.topic().substring(message.topic().lastIndexOf('-') + 1);
    return Rig.HERTZ.get(sensor) < 100 || message.offset() % 10 == 0;
  }

  private static Hydrobeam.Ended stream(TestSandbox sandbox, String output) {
    return Hydrobeam.run(
        TO_END,
        "stream",
        List.of(
            "--runner=DirectRunner",
            "--bootstrapServers=" + sandbox.kafka(),
            "--topicPrefix=in-",
            "--output=" + output,
            "--stopWhenIdle=5"));
  }

  private static void assertThatDirectoriesAreLimited(String hdfs) throws Exception {
    try (FileSystem fs = FileSystem.newInstance(URI.create(hdfs), new Configuration())) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i <= LIMIT; i++) {
                  fs.mkdirs(new org.apache.hadoop.fs.Path("/full/" + i));
                }
              })
          .hasMessageContaining("limit=" + LIMIT);
    }
  }
}
