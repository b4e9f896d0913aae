package io.hydrobeam.sandbox.demo;

import io.hydrobeam.sandbox.server.FailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stream, or another command, as a process of its own, started as a person would start it. What
 * it says goes to a log. It ends with this process however that ends: its launcher watches its
 * input.
 */
final class StreamProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private StreamProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code bin/hydrobeam} of this home directory with these arguments. */
  static StreamProcess start(
      Path home, List<String> arguments, Path log, Map<String, String> environment) {
    Path launcher = home.resolve("bin/hydrobeam");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("HYDROBEAM_END_WITH_INPUT", "yes");
    try {
      return new StreamProcess(builder.start(), log);
    } catch (IOException e) {
      throw new FailedException(
          arguments.get(0) + " cannot be started by " + launcher + ": " + e.getMessage(), e);
    }
  }

  /** Waits until it reads from Kafka. */
  void awaitReading(Stop stop) {
    while (said("reading ").isEmpty()) {
      requireRunning();
      stop.pause(100);
    }
  }

  /** What follows these words in the first line of the log that begins with them. */
  Optional<String> said(String words) {
    return logLines()
        .filter(line -> line.startsWith(words))
        .map(line -> line.substring(words.length()))
        .findFirst();
  }

  /** Whether it runs. */
  boolean isRunning() {
    return process.isAlive();
  }

  /** Whether it has ended well; one that has failed is told to the user. */
  boolean hasFinished() {
    if (process.isAlive()) {
      return false;
    }
    if (process.exitValue() != 0) {
      throw failed("failed");
    }
    return true;
  }

  /** Fails unless it runs. */
  void requireRunning() {
    if (hasFinished()) {
      throw failed("ended too early");
    }
  }

  /** Ends it at once if it runs, and waits until it and all it started are gone. */
  @Override
  public void close() {
    // What it has written is thrown away if it did not end by itself: no need for a farewell.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  private FailedException failed(String how) {
    String reason = reason(logLines()).orElseGet(() -> "exit code " + process.exitValue());
    return new FailedException(
        String.format(
            Locale.ROOT, "The stream %s: %s%nAll that it said is in %s", how, reason, log));
  }

  /** The last line in which the command or its launcher speaks of failure. */
  static Optional<String> reason(Stream<String> log) {
    return log.filter(line -> line.startsWith("stream: ") || line.startsWith("hydrobeam: "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .reduce((first, second) -> second);
  }

  private Stream<String> logLines() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new FailedException("The log " + log + " cannot be read: " + e, e);
    }
  }
}
