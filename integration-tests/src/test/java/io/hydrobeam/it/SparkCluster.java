package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A standalone cluster of Spark, a master and workers of one core each, as processes of their own,
 * of the Spark that the build puts together. Closing it ends them and their executors.
 */
final class SparkCluster implements AutoCloseable {
  private static final Path HOME =
      Path.of("../runners/spark-home/target/spark-home").toAbsolutePath().normalize();
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER = Pattern.compile("Registering worker");
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final long SECONDS_TO_STOP = 30;

  private final List<Process> processes = new ArrayList<>();
  private final Path directory;
  private final Path masterLog;
  private final String url;

  private SparkCluster(Path directory, int workers) {
    this.directory = directory;
    this.masterLog = directory.resolve("master");
    try {
      start(masterLog, "master.Master", "--port", "0");
      url = awaitLog(MASTER, 1).get(0).group(1);
      for (int worker = 1; worker <= workers; worker++) {
        Path work = directory.resolve("worker-" + worker);
        start(
            directory.resolve("log-of-worker-" + worker),
            "worker.Worker",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            work.toString(),
            url);
      }
      awaitLog(WORKER, workers);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts it on free ports, and waits until the workers have found the master. */
  static SparkCluster start(Path directory, int workers) {
    return new SparkCluster(directory, workers);
  }

  /** What {@code spark-submit} takes to run a job on it, in executors that its workers can hold. */
  List<String> submit() {
    return List.of("--master", url, "--executor-memory", "800m");
  }

  private void start(Path log, String daemon, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy." + daemon,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    try {
      Process process = builder.redirectOutput(log.toFile()).start();
      processes.add(process);
      // For a build that is broken off.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<MatchResult> awaitLog(Pattern pattern, int times) {
    return await()
        .atMost(TO_START)
        .until(
            () -> pattern.matcher(Files.readString(masterLog, UTF_8)).results().toList(),
            found -> found.size() >= times);
  }

  /** Workers first, who end their executors. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      process.destroy();
      try {
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a cluster ends", e);
      }
    }
  }

  @Override
  public String toString() {
    return url + " in " + directory;
  }
}
