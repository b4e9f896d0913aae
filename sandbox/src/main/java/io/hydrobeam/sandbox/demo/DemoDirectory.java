package io.hydrobeam.sandbox.demo;

import io.hydrobeam.sandbox.server.FailedException;
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
 * The directory of one demo: {@code stream.log}, {@code servers.log}, {@code dashboard.log} and,
 * once all has gone well, {@code output}. What Kafka, HDFS and Spark need lies in {@code data} and
 * is removed in the end. A directory that holds anything that is not a demo's is refused, and one
 * that a demo is using.
 */
final class DemoDirectory implements AutoCloseable {
  private static final String LOG = "stream.log";
  private static final String SERVERS_LOG = "servers.log";
  private static final String DASHBOARD_LOG = "dashboard.log";
  private static final String OUTPUT = "output";
  private static final String DATA = "data";
  private static final Set<String> OWN = Set.of(LOG, SERVERS_LOG, DASHBOARD_LOG, OUTPUT, DATA);

  /** The first line of the log, by which a demo's directory is known again. */
  private static final String SIGN = "Hydrobeam demo: the log of the stream";

  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path root;
  private final FileChannel lock;

  private DemoDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** The directory that is wanted, or else a new one in that for temporary files; not yet made. */
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

  /** What Kafka and HDFS say in a demo in this directory. */
  static Path serversLog(Path root) {
    return root.resolve(SERVERS_LOG);
  }

  /** Makes a directory ready for a demo. */
  static DemoDirectory claim(Path root) {
    try {
      Files.createDirectories(root);
      requireOurs(root);
      // The sign first: without it the next demo would refuse what this one left.
      Path log = root.resolve(LOG);
      if (!Files.exists(log)) {
        Files.writeString(log, SIGN + System.lineSeparator());
      }
      Files.createDirectories(root.resolve(DATA));
      DemoDirectory directory = new DemoDirectory(root, lock(root));
      directory.clear();
      return directory;
    } catch (IOException e) {
      throw new FailedException(
          String.format(
              Locale.ROOT,
              "The directory %s cannot be written (%s). Choose one that can with --dir=DIR.",
              root,
              e),
          e);
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

  /** Where Kafka and HDFS keep their files. */
  Path servers() {
    return root.resolve(DATA).resolve("servers");
  }

  /** For temporary files. */
  Path temporary() {
    return root.resolve(DATA).resolve("tmp");
  }

  /** What the stream's process says. */
  Path log() {
    return root.resolve(LOG);
  }

  /** What the dashboard's process says. */
  Path dashboardLog() {
    return root.resolve(DASHBOARD_LOG);
  }

  /** The tables; the directory exists only when they are whole. */
  Path output() {
    return root.resolve(OUTPUT);
  }

  /** Where the tables are put together. */
  Path unfinishedOutput() {
    return root.resolve(DATA).resolve(OUTPUT);
  }

  /** Gives the tables that have been put together their place. */
  void keepOutput() {
    try {
      Files.move(unfinishedOutput(), output());
    } catch (IOException e) {
      throw new FailedException("The tables cannot be moved to " + output() + ": " + e, e);
    }
  }

  /** Removes all but the tables and the log. */
  @Override
  public void close() {
    removeData();
    try {
      lock.close();
    } catch (IOException e) {
      throw new FailedException("The lock on " + root + " cannot be given back: " + e, e);
    }
  }

  /** Removes all that is of use only while the demo runs. */
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
    throw new FailedException(
        String.format(
            Locale.ROOT,
            "The directory %s is not empty%s, and not that of an earlier demo. Choose another with"
                + " --dir=DIR.",
            root,
            foreign.isEmpty() ? "" : " (" + foreign + ")"));
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
      // Held by this very JVM: the same to the user as held by another.
    }
    channel.close();
    throw new FailedException(
        "The directory " + root + " is in use by another demo. Choose another with --dir=DIR.");
  }
}
