package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code stream} says when it cannot work: one message that names the thing and the remedy,
 * the right exit code, no stack trace, and nothing written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputIT {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final Duration TO_END = Duration.ofSeconds(90);
  // The port of no service: nothing listens there, and connections are refused at once.
  private static final String NOBODY = "localhost:1";

  private TestSandbox sandbox;
  private Path directory;

  @BeforeAll
  void startSandbox(@TempDir Path temporary) {
    System.out.println("BadInputIT");
    directory = temporary;
    sandbox = TestSandbox.start(temporary.resolve("sandbox"));
  }

  @AfterAll
  void stopSandbox() {
    sandbox.close();
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  @Test
  void brokerThatDoesNotAnswerIsNamed() {
    String message = refused(FAILED, "--bootstrapServers=" + NOBODY, output());
    assertThat(message).contains(NOBODY, "--bootstrapServers=HOST:PORT");

    var doctor = Hydrobeam.run(TO_END, "doctor", List.of("--bootstrapServers=" + NOBODY, output()));
    assertThat(doctor.exitCode()).as("%s", doctor).isEqualTo(FAILED);
    assertThat(doctor.out())
        .containsPattern(
            "(?m)^FAILED   broker        no Kafka broker answers at " + NOBODY + " .*;")
        .containsPattern("(?m)^skipped  topics ")
        .containsPattern("(?m)^ok       output ");
    assertThat(doctor.err()).contains("1 check of ").doesNotContain("\tat ", " WARN ", " ERROR ");
    assertThat(directory.resolve("rows")).doesNotExist();
  }

  @Test
  void fileSystemThatDoesNotAnswerIsNamed() {
    String message = refused(FAILED, broker(), "--output=hdfs://" + NOBODY + "/rows");
    assertThat(message).contains("hdfs://" + NOBODY + "/rows", "start the file system", "--output");
  }

  @Test
  void outputThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    String message = refused(FAILED, broker(), "--output=" + file.toUri());
    assertThat(message).contains("cannot write to", file.toString(), "--output");
  }

  @Test
  void temporaryDirectoryWithoutExecutionIsNamed() throws Exception {
    Path noexec = Files.createDirectory(directory.resolve("noexec"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "noexec,size=64m", "tmpfs", noexec.toString()),
        "no file system could be mounted noexec; that takes root");
    try {
      var environment = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + noexec);
      for (String runner : List.of("SparkRunner", "DirectRunner")) {
        var options = List.of(broker(), output(), "--runner=" + runner);
        var stream = Hydrobeam.run(TO_END, "stream", options, environment);
        assertThat(stream.exitCode()).as("%s", stream).isEqualTo(FAILED);
        assertThat(stream.err())
            .contains("java.io.tmpdir=" + noexec, "noexec", "JAVA_TOOL_OPTIONS")
            .doesNotContain("\tat ");
        var doctor = Hydrobeam.run(TO_END, "doctor", options, environment);
        assertThat(doctor.exitCode()).as("%s", doctor).isEqualTo(FAILED);
        assertThat(doctor.out()).containsPattern("(?m)^FAILED   compression .*" + noexec);
      }
    } finally {
      assertThat(succeeds("umount", noexec.toString())).isTrue();
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void missingTopicsAreNamed() {
    String message = refused(FAILED, broker(), "--topicPrefix=nobodys-", output());
    assertThat(message).contains("nobodys-PS1", "nobodys-dead-letter", "--topicPrefix");
  }

  @Test
  void rigThatCannotBeReadIsNamed() throws IOException {
    Path absent = directory.resolve("absent.yaml");
    assertThat(refused(WRONG_USAGE, broker(), output(), "--config=" + absent))
        .contains(absent.toString(), "--config");
    String rig = Files.readString(Path.of("../conf/rig.yaml"));
    Path wrong = directory.resolve("wrong.yaml");
    Files.writeString(wrong, rig.replace("high_pressure: 300", "high_pressure: much"));
    assertThat(refused(WRONG_USAGE, broker(), output(), "--config=" + wrong))
        .contains(wrong + ":", "high_pressure", "much");
  }

  @Test
  void optionsThatDoNotExistOrTakeSomethingElseAreNamed() {
    String message =
        refused(
            WRONG_USAGE, broker(), output(), "--colour=red", "--partitionBy=HOUR", "--window=x");
    assertThat(message)
        .contains("no option --colour", "--partitionBy does not take HOUR", "--window does not")
        .contains("SECOND", "MINUTE", "--help");
  }

  @Test
  void valuesOutOfRangeAndAMissingOutputAreNamed() {
    assertThat(refused(WRONG_USAGE, broker())).contains("--output", "missing");
    assertThat(refused(WRONG_USAGE, broker(), output(), "--window=0", "--defaultZone=Mars"))
        .contains("--window", "--defaultZone", "Mars");
    assertThat(refused(WRONG_USAGE, broker(), "--output=rows")).contains("--output", "file:///");
  }

  @Test
  void unknownRunnerAndAnUnknownCommandAreNamed() {
    assertThat(refused(WRONG_USAGE, broker(), output(), "--runner=FlinkRunner"))
        .contains("FlinkRunner", "SparkRunner", "DirectRunner");
    var ended = Hydrobeam.run(TO_END, "streem", List.of());
    assertThat(ended.exitCode()).isEqualTo(WRONG_USAGE);
    assertThat(ended.err()).contains("streem", "stream", "sandbox");
  }

  private String broker() {
    return "--bootstrapServers=" + sandbox.kafka();
  }

  private String output() {
    return "--output=" + directory.resolve("rows").toUri();
  }

  /** The one message with which a run ends that must leave nothing behind. */
  private String refused(int exitCode, String... options) {
    var all = new ArrayList<>(List.of("--stopWhenIdle=5"));
    all.addAll(List.of(options));
    var ended = Hydrobeam.run(TO_END, "stream", all);
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(exitCode);
    assertThat(ended.err()).doesNotContain("\tat ", "Exception in thread", " WARN ", " ERROR ");
    assertThat(ended.err().lines().count()).as(ended.err()).isLessThanOrEqualTo(6);
    assertThat(ended.out()).isEmpty();
    assertThat(directory.resolve("rows/streaming")).doesNotExist();
    return ended.err();
  }
}
