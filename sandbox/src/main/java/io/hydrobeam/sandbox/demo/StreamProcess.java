package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stream or other command as a child process, started in the same way as by a user. The output goes
 * to a log. The process ends with this process in any case, since its launcher watches its standard
 * input.
 */
final class StreamProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private StreamProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code bin/hydrobeam} of a home directory with arguments. */
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
      throw UserException.failed(
          "%s", arguments.get(0) + " cannot be started by " + launcher + ": " + e.getMessage());
    }
  }

  /** Waits until the process reads from Kafka. */
  void awaitReading(StopRequest stop) {
    while (said("reading ").isEmpty()) {
      requireRunning();
      stop.pause(100);
    }
  }

  /** Returns the rest of the first line of the log that begins with these words. */
  Optional<String> said(String words) {
    return logLines()
        .filter(line -> line.startsWith(words))
        .map(line -> line.substring(words.length()))
        .findFirst();
  }

  /** Returns true if the process is running. */
  boolean isRunning() {
    return process.isAlive();
  }

  /** Returns true if the process has ended successfully. A failure is reported to the user. */
  boolean hasFinished() {
    if (process.isAlive()) {
      return false;
    }
    if (process.exitValue() != 0) {
      throw failed("failed");
    }
    return true;
  }

  /** Throws an exception unless the process is running. */
  void requireRunning() {
    if (hasFinished()) {
      throw failed("ended too early");
    }
  }

  /**
   * Kills the process if it is running, and waits for the end of the process and its descendants.
   */
  @Override
  public void close() {
    // The output of a killed process is discarded, so an orderly shutdown is not needed.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  private UserException failed(String how) {
    String reason = reason(logLines()).orElseGet(() -> "exit code " + process.exitValue());
    return UserException.failed("The stream %s: %s%nIts output is in %s", how, reason, log);
  }

  /** Returns the last line of the log in which the command or its launcher reports a failure. */
  static Optional<String> reason(Stream<String> log) {
    return log.filter(line -> line.startsWith("stream: ") || line.startsWith("hydrobeam: "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .reduce((first, second) -> second);
  }

  private Stream<String> logLines() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw UserException.failed("%s", "The log " + log + " cannot be read: " + e);
    }
  }
}
