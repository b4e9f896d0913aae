package io.hydrobeam.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import io.hydrobeam.tables.LeaseRequest;
import io.hydrobeam.tables.WriteLease;
import io.hydrobeam.tables.WriteTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How checks are made and printed, and those of files, on the local disk. */
class DoctorCommandTest {
  // The port of no service: nothing listens there.
  private static final String NOBODY = "localhost:1";

  @TempDir private Path directory;

  private record Fixed(String name, List<String> needs, List<Finding> run) implements Check {}

  private static List<String> printed(int failed, Check... checks) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(new CheckRunner(out).make(List.of(checks))).isEqualTo(failed);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> filesBelow() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> !f.equals(directory)).map(Path::toString).toList();
    }
  }

  @Test
  void eachFindingIsALineAndWhatNeedsAFailedCheckIsSkipped() {
    List<String> lines =
        printed(
            1,
            new Fixed("one", List.of(), List.of(Finding.failed("no %s\n  at all", "one"))),
            new Fixed("two", List.of("one"), List.of(Finding.ok("never seen"))),
            new Fixed("three", List.of("two"), List.of(Finding.ok("never seen"))),
            new Fixed("four", List.of(), List.of(Finding.ok("well"), Finding.warn("beware"))));
    assertThat(lines)
        .containsExactly(
            "FAILED   one           no one; at all",
            "skipped  two           because the check 'one' failed",
            "skipped  three         because the check 'one' failed",
            "ok       four          well",
            "warn     four          beware");
  }

  @Test
  void brokerThatDoesNotAnswerIsALineWithTheRemedy() {
    try (var kafka = new KafkaView(KafkaCluster.of(NOBODY, null), new SensorTopics("in-"))) {
      assertThat(printed(1, new BrokerCheck(kafka), new TopicsCheck(kafka)))
          .satisfiesExactly(
              broker ->
                  assertThat(broker)
                      .startsWith("FAILED   broker        no Kafka broker answers at " + NOBODY)
                      .contains("--bootstrapServers=HOST:PORT"),
              topics -> assertThat(topics).startsWith("skipped  topics "));
    }
  }

  @Test
  void addressThatIsNotResolvedIsALineToo() {
    String nowhere = "no.such.host.invalid:9092";
    try (var kafka = new KafkaView(KafkaCluster.of(nowhere, null), new SensorTopics("in-"))) {
      assertThat(printed(1, new BrokerCheck(kafka)))
          .singleElement()
          .asString()
          .contains("no Kafka broker answers at " + nowhere);
    }
  }

  @Test
  void outputWhereNoDirectoryCanBeMadeIsNamed() {
    assertThat(printed(1, new OutputCheck("file:///proc/none")))
        .singleElement()
        .asString()
        .contains("cannot write to file:///proc/none (cannot make a directory there)")
        .doesNotContain("another run");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsALineAndTheOtherChecksGoOn() {
    var full =
        new Check() {
          @Override
          public String name() {
            return "full";
          }

          @Override
          public List<Finding> run() {
            try (var out =
                FileSystem.getLocal(new Configuration())
                    .getRaw()
                    .create(new org.apache.hadoop.fs.Path("/dev/full"))) {
              out.write(1);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return List.of();
          }
        };
    var well = new Fixed("well", List.of(), List.of(Finding.ok("well")));
    assertThat(printed(1, full, well))
        .containsExactly(
            "FAILED   full          cannot write (No space left on device); make room",
            "ok       well          well");
  }

  @Test
  void outputIsTriedAndLeftAsItWas() throws IOException {
    String output = directory.resolve("a/b/rigs").toUri().toString();
    assertThat(printed(0, new OutputCheck(output)))
        .singleElement()
        .asString()
        .contains(output + ", written, renamed, read; ");
    assertThat(filesBelow()).isEmpty();

    Path kept = Files.createDirectories(directory.resolve("a/b/rigs/streaming"));
    printed(0, new OutputCheck(output));
    assertThat(filesBelow()).last().isEqualTo(kept.toString());
  }

  @Test
  void unwritableAndFullOutputsAreReported() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(printed(1, new OutputCheck(file.toUri().toString())))
        .singleElement()
        .asString()
        .startsWith("FAILED   output        cannot write to ")
        .contains("--output=");
    assertThat(OutputCheck.finding("out", (1L << 30) - 1).level()).isEqualTo(Level.WARN);
    assertThat(OutputCheck.finding("out", 1L << 30).level()).isEqualTo(Level.OK);
  }

  @Test
  void otherLayoutIsReportedWithoutLeavingNote() throws IOException {
    String output = directory.toUri().toString();
    assertThat(printed(0, new LayoutCheck(output, "partitionBy=SECOND window=1.0")))
        .containsExactly(
            "ok       tables        none yet; this run would use partitionBy=SECOND window=1.0");
    assertThat(filesBelow()).isEmpty();

    WriteTable.requireLayout(output, "partitionBy=SECOND window=1.0");
    assertThat(printed(0, new LayoutCheck(output, "partitionBy=SECOND window=1.0")))
        .allMatch(line -> line.startsWith("ok"));
    assertThat(printed(1, new LayoutCheck(output, "partitionBy=MINUTE window=1.0")))
        .singleElement()
        .asString()
        .contains("SECOND", "MINUTE", "another --output");
  }

  @Test
  void activeRunIsReportedWithoutLeavingFiles() throws IOException {
    var request =
        new LeaseRequest(directory.toUri().toString(), "stream", List.of("streaming"), "stop it");
    assertThat(printed(0, new LeaseCheck(request)))
        .singleElement()
        .asString()
        .startsWith("ok       lease         no other run writes to ");
    assertThat(filesBelow()).isEmpty();

    try (var lease = WriteLease.take(request, false, System.out)) {
      assertThat(lease.lost()).isNull();
      List<String> before = filesBelow();
      assertThat(printed(0, new LeaseCheck(request)))
          .singleElement()
          .asString()
          .startsWith("warn     lease ")
          .contains("process " + ProcessHandle.current().pid(), "would be refused: stop it");
      assertThat(filesBelow()).isEqualTo(before);
    }
    assertThat(printed(0, new LeaseCheck(request))).allMatch(line -> line.startsWith("ok"));
  }

  @Test
  void unreadableRigAndBaselineAreReportedInOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("normal.json"), "{}");
    assertThat(printed(0, new RigCheck(null), new BaselineCheck(null, null)))
        .satisfiesExactly(
            rig -> assertThat(rig).contains("17 sensors", "sensor_stuck"),
            baseline -> assertThat(baseline).contains("none: "));
    assertThat(printed(1, new RigCheck(null), new BaselineCheck(file.toString(), null)))
        .last()
        .asString()
        .startsWith("FAILED   baseline")
        .contains(file.toString());
    String absent = directory.resolve("absent.yaml").toString();
    assertThat(printed(1, new RigCheck(absent), new BaselineCheck(file.toString(), absent)))
        .satisfiesExactly(
            rig -> assertThat(rig).startsWith("FAILED").contains(absent),
            baseline -> assertThat(baseline).startsWith("skipped"));
  }

  @Test
  void exceptionThatIsNoMessageForAPersonIsNotSwallowed() {
    Check broken = new Broken();
    assertThatThrownBy(() -> printed(0, broken)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> WriteTable.hasLayout("hdfs://" + NOBODY + "/x", "any"))
        .isInstanceOf(UserException.class);
  }

  private record Broken() implements Check {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public List<Finding> run() {
      throw new IllegalStateException("a defect");
    }
  }
}
