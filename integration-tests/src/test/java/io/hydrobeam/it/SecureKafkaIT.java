package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every client of Kafka with a broker that takes TLS and a password by SCRAM only: with what it
 * needs it works and tells nobody the password, without it says what to correct.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecureKafkaIT {
  private static final Duration TO_END = Duration.ofMinutes(6);
  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");

  private Path directory;
  private TestSandbox sandbox;
  private String properties;
  private String password;

  @BeforeAll
  void startSandbox(@TempDir Path temporary) throws IOException {
    System.out.println("SecureKafkaIT");
    directory = temporary;
    sandbox = TestSandbox.startSecure(temporary.resolve("sandbox"));
    properties = Files.readString(sandbox.clientProperties());
    password = PASSWORD.matcher(properties).results().findFirst().orElseThrow().group(1);
  }

  @AfterAll
  void stopSandbox() {
    sandbox.close();
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  @Test
  void everyClientWorksAndThePasswordIsShownNowhere() throws IOException {
    Path file = sandbox.clientProperties();
    assertThat(permissions(file)).isEqualTo("rw-------");
    String output = directory.resolve("out").toUri().toString();
    Path checkpoints = directory.resolve("checkpoints");
    var topics = new Topics(sandbox.kafka(), "hydraulic-", client());

    var played = run(start("replay", file, "--simulate", "--cycles=1", "--speed=max"), 0);
    try (var stream =
        start(
            "stream",
            file,
            "--sparkMaster=local[2]",
            "--partitionBy=MINUTE",
            "--output=" + output,
            "--checkpointDir=" + checkpoints.toUri(),
            "--stopWhenIdle=3")) {
      // Spark removes some while they are listed.
      List<Path> kept =
          await()
              .atMost(TO_END)
              .ignoreExceptions()
              .until(() -> below(checkpoints), all -> all.stream().anyMatch(Files::isRegularFile));
      assertThat(kept).noneMatch(path -> path.toString().contains(password));
      assertThat(kept.stream().filter(path -> path.getParent().equals(checkpoints)))
          .isNotEmpty()
          .allSatisfy(run -> assertThat(permissions(run)).isEqualTo("rwx------"));
      assertSilent(stream.awaitEnd(TO_END), 0);
    }

    assertThat(Reconciliation.of(topics, output).table().rows()).hasSize(60);
    assertThat(below(directory)).noneMatch(path -> path.toString().contains(password));
    try (var dashboard =
        TestDashboard.start(sandbox.kafka(), List.of("--kafkaProperties=" + file))) {
      assertSilent(dashboard.stop(), 0);
    }
    assertThat(played.out()).contains("sent 43680 messages");
    assertThat(sandbox.printed()).doesNotContain(password);
  }

  @Test
  void wrongPasswordIsReportedInOneMessageByEveryClient() throws IOException {
    Path wrong = directory.resolve("wrong.properties");
    Files.writeString(wrong, properties.replace(password, "wr0ng-h0rse"));
    Path output = directory.resolve("nothing");
    for (var refused :
        List.of(
            run(start("replay", wrong, "--simulate"), 1),
            run(start("dashboard", wrong, "--port=0"), 1),
            run(
                start("stream", wrong, "--runner=DirectRunner", "--output=" + output.toUri()),
                1))) {
      assertThat(refused.err().lines())
          .singleElement(STRING)
          .contains(sandbox.kafka(), "refuses the user", "sasl.jaas.config", wrong.toString());
      assertThat(refused.out()).isEmpty();
    }
    assertThat(output).doesNotExist();
  }

  private Hydrobeam start(String command, Path file, String... more) {
    var options = Stream.of("--bootstrapServers=" + sandbox.kafka(), "--kafkaProperties=" + file);
    return Hydrobeam.start(command, Stream.concat(options, Stream.of(more)).toList());
  }

  private Hydrobeam.Ended run(Hydrobeam running, int exitCode) {
    try (running) {
      var ended = running.awaitEnd(TO_END);
      assertSilent(ended, exitCode);
      return ended;
    }
  }

  /** It ended as it should, and told nobody a password. */
  private void assertSilent(Hydrobeam.Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(exitCode);
    assertThat(ended.out() + ended.err()).doesNotContain(password, "wr0ng-h0rse", "\tat ");
  }

  private Map<String, Object> client() throws IOException {
    var loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(sandbox.clientProperties())) {
      loaded.load(reader);
    }
    var client = new HashMap<String, Object>();
    loaded.forEach((key, value) -> client.put((String) key, value));
    return client;
  }

  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
