package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Directory of one demo: {@code stream.log}, {@code servers.log}, {@code dashboard.log} and, after
 * a successful run, {@code output}. The files of Kafka, HDFS and Spark are in {@code data}, which
 * is removed at the end. A directory with files that are not from a demo is rejected, and so is the
 * directory of a running demo.
 */
final class DemoDirectory implements AutoCloseable {
  private static final String LOG = "stream.log";
  private static final String SERVERS_LOG = "servers.log";
  private static final String DASHBOARD_LOG = "dashboard.log";
  private static final String OUTPUT = "output";
  private static final String DATA = "data";
  private static final Set<String> OWN = Set.of(LOG, SERVERS_LOG, DASHBOARD_LOG, OUTPUT, DATA);

  /** First line of the log, which identifies the directory of a demo. */
  private static final String SIGN = "Hydrobeam demo: the log of the stream";

  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path root;
  private final FileChannel lock;

  private DemoDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Returns the requested directory, or else a new path in the directory for temporary files. The
   * directory is not created.
   */
  static Path choose(Optional<Path> wanted) {
    return wanted
        .orElseGet(
            () ->
                Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "hydrobeam-demo-" + NOW.format(LocalDateTime.now(ZoneId.systemDefault()))))
        .toAbsolutePath()
        .normalize();
  }

  /** Returns the log file of Kafka and HDFS for a demo in this directory. */
  static Path serversLog(Path root) {
    return root.resolve(SERVERS_LOG);
  }

  /** Prepares a directory for a demo. */
  static DemoDirectory claim(Path root) {
    try {
      Files.createDirectories(root);
      requireOurs(root);
      // The sign is written first. Without the sign the next demo would reject the directory.
      Path log = root.resolve(LOG);
      if (!Files.exists(log)) {
        Files.writeString(log, SIGN + System.lineSeparator());
      }
      Files.createDirectories(root.resolve(DATA));
      DemoDirectory directory = new DemoDirectory(root, lock(root));
      directory.clear();
      return directory;
    } catch (IOException e) {
      throw UserException.failed(
          "The directory %s cannot be written (%s). Choose one that can with --dir=DIR.", root, e);
    }
  }

  private void clear() throws IOException {
    FileUtils.deleteDirectory(output().toFile());
    FileUtils.deleteDirectory(servers().toFile());
    FileUtils.deleteDirectory(temporary().toFile());
    FileUtils.deleteDirectory(unfinishedOutput().toFile());
    Files.deleteIfExists(dashboardLog());
    Files.createDirectories(temporary());
    Files.writeString(log(), SIGN + System.lineSeparator());
  }

  /** Returns the directory of the files of Kafka and HDFS. */
  Path servers() {
    return root.resolve(DATA).resolve("servers");
  }

  /** Returns the directory for temporary files. */
  Path temporary() {
    return root.resolve(DATA).resolve("tmp");
  }

  /** Returns the log file of the stream process. */
  Path log() {
    return root.resolve(LOG);
  }

  /** Returns the log file of the dashboard process. */
  Path dashboardLog() {
    return root.resolve(DASHBOARD_LOG);
  }

  /** Returns the directory of the tables, which exists only when the tables are complete. */
  Path output() {
    return root.resolve(OUTPUT);
  }

  /** Returns the directory of the unfinished tables. */
  Path unfinishedOutput() {
    return root.resolve(DATA).resolve(OUTPUT);
  }

  /** Moves the finished tables to the output directory. */
  void keepOutput() {
    try {
      Files.move(unfinishedOutput(), output());
    } catch (IOException e) {
      throw UserException.failed("%s", "The tables cannot be moved to " + output() + ": " + e);
    }
  }

  /** Removes everything but the tables and the log. */
  @Override
  public void close() {
    removeData();
    try {
      lock.close();
    } catch (IOException e) {
      throw UserException.failed("%s", "The lock on " + root + " cannot be given back: " + e);
    }
  }

  /** Removes all files that are only needed while the demo runs. */
  void removeData() {
    FileUtils.deleteQuietly(root.resolve(DATA).toFile());
  }

  private static void requireOurs(Path root) throws IOException {
    List<String> names;
    try (Stream<Path> entries = Files.list(root)) {
      names = entries.map(entry -> entry.getFileName().toString()).toList();
    }
    if (names.isEmpty() || OWN.containsAll(names) && isSigned(root.resolve(LOG))) {
      return;
    }
    String foreign =
        names.stream()
            .filter(name -> !OWN.contains(name))
            .limit(3)
            .collect(Collectors.joining(", "));
    throw UserException.failed(
        "The directory %s is not empty%s, and not that of an earlier demo. Choose another with"
            + " --dir=DIR.",
        root, foreign.isEmpty() ? "" : " (" + foreign + ")");
  }

  private static boolean isSigned(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.findFirst().orElse("").equals(SIGN);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(DATA).resolve("demo.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // The lock is held by this JVM. For the user this is the same as a lock held by another JVM.
    }
    channel.close();
    throw UserException.failed(
        "%s",
        "The directory " + root + " is in use by another demo. Choose another with --dir=DIR.");
  }
}
