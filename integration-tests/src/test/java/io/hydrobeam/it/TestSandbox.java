package io.hydrobeam.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A broker and an HDFS on free ports, by the command {@code sandbox}. */
final class TestSandbox implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("ready kafka=(\\S+) hdfs=(\\S+)(?: kafkaProperties=(\\S+))?\\R");
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final Duration TO_PLAY = Duration.ofSeconds(90);
  private static final Duration TO_LEARN = Duration.ofSeconds(90);

  private final Path directory;
  private final Hydrobeam command;
  private final MatchResult addresses;

  private TestSandbox(Path directory, Hydrobeam command, MatchResult addresses) {
    this.directory = directory;
    this.command = command;
    this.addresses = addresses;
  }

  /** Starts it and waits until both serve. */
  static TestSandbox start(Path directory) {
    return start(directory, 0);
  }

  /** Starts it with the broker on this port, or on a free one if it is 0. */
  static TestSandbox start(Path directory, int kafkaPort) {
    return start(directory, List.of("--kafkaPort=" + kafkaPort));
  }

  /** Starts it with a broker that takes TLS and a user with a password only. */
  static TestSandbox startSecure(Path directory) {
    return start(directory, List.of("--kafkaPort=0", "--secure"));
  }

  /** Starts it with a NameNode that limits the entries of a directory to this number. */
  static TestSandbox startWithDirectoryLimit(Path directory, int entries) {
    var site =
        String.format(
            Locale.ROOT,
            """
            <configuration><property>
              <name>dfs.namenode.fs-limits.max-directory-items</name><value>%d</value>
            </property></configuration>
            """,
            entries);
    try {
      Path conf = Files.createDirectory(directory.resolve("hdfs-conf"));
      Files.writeString(conf.resolve("hdfs-site.xml"), site);
      return start(
          directory,
          List.of("--kafkaPort=0"),
          Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + conf));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestSandbox start(Path directory, List<String> options) {
    return start(directory, options, Map.of());
  }

  private static TestSandbox start(
      Path directory, List<String> options, Map<String, String> environment) {
    var all = new ArrayList<>(List.of("--hdfsPort=0", "--dir=" + directory));
    all.addAll(options);
    Hydrobeam command = Hydrobeam.start("sandbox", all, environment);
    try {
      return new TestSandbox(
          directory,
          command,
          await()
              .atMost(TO_START)
              .until(() -> READY.matcher(command.out()).results().toList(), m -> !m.isEmpty())
              .get(0));
    } catch (RuntimeException e) {
      command.close();
      throw e;
    }
  }

  /** The broker, HOST:PORT. */
  String kafka() {
    return addresses.group(1);
  }

  /** What clients of a secured broker need to connect. */
  Path clientProperties() {
    return Path.of(addresses.group(3));
  }

  /** What it has printed so far. */
  String printed() {
    return command.out() + command.err();
  }

  /** The file system, hdfs://HOST:PORT. */
  String hdfs() {
    return addresses.group(2);
  }

  /** Plays a rig into the topics of this prefix, as fast as the broker takes it. */
  void replay(String prefix, List<String> options) {
    var all =
        new ArrayList<>(
            List.of("--bootstrapServers=" + kafka(), "--topicPrefix=" + prefix, "--speed=max"));
    all.addAll(options);
    var ended = Hydrobeam.run(TO_PLAY, "replay", all);
    if (ended.exitCode() != 0) {
      throw new AssertionError("replay failed: " + ended);
    }
  }

  /** What is normal for a simulated rig, learned on first use. */
  Path baseline() {
    Path file = directory.resolve("normal.json");
    if (!Files.exists(file)) {
      Path cycles = directory.resolve("cycles");
      succeed("replay", "--simulate", "--cycles=8", "--writeDataset=" + cycles);
      succeed("baseline", "--runner=DirectRunner", "--input=" + cycles, "--output=" + file);
    }
    return file;
  }

  /** The rig's configuration with alerts that are raised and cleared after a second. */
  Path impatientConfig() {
    return config(
        "impatient.yaml",
        config ->
            config
                .replace("minimum_duration: 3", "minimum_duration: 1")
                .replace("clear_after: 5\n", "clear_after: 1\n"));
  }

  /** A configuration by which a rig is silent after 3 s, and back after 1 s. */
  Path silenceConfig() {
    return config(
        "silence.yaml",
        config ->
            config
                .replace("patience: 12", "patience: 1")
                .replace("clear_after: 5\n", "clear_after: 1\n")
                .replace(
                    "rig_silent: {warning: 60, critical: 600}",
                    "rig_silent: {warning: 3, critical: 600}"));
  }

  /** A configuration by which every second is too hot. */
  Path hotConfig() {
    return config("hot.yaml", c -> c.replace("high_temperature: 100", "high_temperature: 1"));
  }

  private Path config(String name, UnaryOperator<String> change) {
    try {
      String config = Files.readString(Path.of("../conf/rig.yaml"));
      return Files.writeString(directory.resolve(name), change.apply(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void succeed(String command, String... options) {
    var ended = Hydrobeam.run(TO_LEARN, command, List.of(options));
    if (ended.exitCode() != 0) {
      throw new AssertionError(command + " failed: " + ended);
    }
  }

  @Override
  public void close() {
    command.close();
  }
}
