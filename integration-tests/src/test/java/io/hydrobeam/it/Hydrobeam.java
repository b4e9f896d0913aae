package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run of {@code bin/hydrobeam} as a process of its own, started as a person starts it. What it
 * prints is kept below target/commands. Closing it ends it, whatever state it is in.
 */
final class Hydrobeam implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path LOGS = Path.of("target", "commands");
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration TO_STOP = Duration.ofSeconds(40);

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final long startedAt = System.nanoTime();

  /** How a command ended. */
  record Ended(int exitCode, String out, String err) {}

  private Hydrobeam(String name, List<String> commandLine, Map<String, String> environment) {
    this.name = name;
    this.out = LOGS.resolve(name + ".out");
    this.err = LOGS.resolve(name + ".err");
    try {
      Files.createDirectories(LOGS);
      var builder = new ProcessBuilder(commandLine);
      builder.environment().put("HYDROBEAM_HEAP", "1g");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // For a build that is broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts a command. */
  static Hydrobeam start(String command, List<String> options) {
    return start(command, options, Map.of());
  }

  /** Starts a command with a heap of this size, such as 64m. */
  static Hydrobeam startWithHeap(String heap, String command, List<String> options) {
    return start(command, options, Map.of("HYDROBEAM_HEAP", heap));
  }

  /** Starts a command with these variables of the environment besides those of this process. */
  static Hydrobeam start(String command, List<String> options, Map<String, String> environment) {
    var commandLine = new ArrayList<>(List.of(HOME.resolve("bin/hydrobeam").toString(), command));
    commandLine.addAll(options);
    return new Hydrobeam(
        String.format(Locale.ROOT, "%03d-%s", NUMBER.incrementAndGet(), command),
        commandLine,
        environment);
  }

  /** Runs a command to its end. */
  static Ended run(Duration atMost, String command, List<String> options) {
    return run(atMost, command, options, Map.of());
  }

  /** The same, with variables of the environment besides those of this process. */
  static Ended run(
      Duration atMost, String command, List<String> options, Map<String, String> environment) {
    try (Hydrobeam running = start(command, options, environment)) {
      return running.awaitEnd(atMost);
    }
  }

  /** Asks the command to end, by SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Ends the command at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    endsWithin(TO_STOP);
  }

  /** Waits until the command has ended by itself. */
  Ended awaitEnd(Duration atMost) {
    if (!endsWithin(atMost)) {
      throw new AssertionError(
          String.format(
              Locale.ROOT, "%s has not ended after %s%n%s%n%s", name, atMost, out(), err()));
    }
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    System.out.printf(
        Locale.ROOT, "  %s: %.1f s, exit code %d%n", name, seconds, process.exitValue());
    return new Ended(process.exitValue(), out(), err());
  }

  /** What it has printed on standard output so far. */
  String out() {
    return read(out);
  }

  /** What it has printed on standard error so far. */
  String err() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(TO_STOP)) {
      process.destroyForcibly();
      endsWithin(TO_STOP);
    }
  }

  private boolean endsWithin(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
