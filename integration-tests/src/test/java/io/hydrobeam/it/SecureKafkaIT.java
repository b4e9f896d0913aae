package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
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
  private static final Duration TO_END = Duration.ofMinutes(3);
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
  void whoIsNotLetInIsToldWhatToCorrect() throws IOException {
    Path wrong = file("wrong", properties.replace(password, "wr0ng-h0rse"));
    Path noCertificate = file("noCertificate", properties.replaceAll("(?m)^ssl.*$", ""));
    Path plain = file("plain", "security.protocol=PLAINTEXT");
    String output = "--output=" + directory.resolve("nothing").toUri();
    // At once, for each waits most of its time.
    try (var replay = start("replay", wrong, "--simulate");
        var dashboard = start("dashboard", wrong, "--port=0");
        var stream = start("stream", wrong, "--runner=DirectRunner", output);
        var trusting = start("stream", noCertificate, "--runner=DirectRunner", output);
        var open = start("dashboard", plain, "--port=0")) {
      for (var refused : List.of(replay, dashboard, stream)) {
        assertThat(run(refused, 1).err())
            .contains(sandbox.kafka(), "refuses the user", "sasl.jaas.config", wrong.toString());
      }
      assertThat(run(trusting, 1).err())
          .contains(sandbox.kafka(), "no TLS", "certification path", noCertificate.toString());
      assertThat(run(open, 1).err())
          .contains(sandbox.kafka(), "no Kafka broker answers", "security.protocol");
    }
    assertThat(directory.resolve("nothing")).doesNotExist();
  }

  private Hydrobeam start(String command, Path file, String... more) {
    var options = Stream.of("--bootstrapServers=" + sandbox.kafka(), "--kafkaProperties=" + file);
    return Hydrobeam.start(command, Stream.concat(options, Stream.of(more)).toList());
  }

  private Hydrobeam.Ended run(Hydrobeam running, int exitCode) {
    var ended = running.awaitEnd(TO_END);
    assertSilent(ended, exitCode);
    return ended;
  }

  /** It ended as it should, and what it printed holds no password, and one message if it failed. */
  private void assertSilent(Hydrobeam.Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(exitCode);
    assertThat(ended.out() + ended.err()).doesNotContain(password, "wr0ng-h0rse", "\tat ");
    if (exitCode != 0) {
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines()).hasSize(1);
    }
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

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
