package io.hydrobeam.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The process that holds a lease.
 *
 * @param user who runs it
 * @param host the machine
 * @param pid its number there
 * @param since when it took the lease
 * @param machine what tells this boot of the machine and its process numbers from all others; empty
 *     if that is not known
 * @param started when the process began, by the machine's own count; empty if that is not known
 */
record LeaseHolder(
    String user, String host, long pid, Instant since, String machine, String started) {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /** This process. */
  static LeaseHolder current() {
    return ofProcess(ProcessHandle.current().pid());
  }

  /** A process of this machine and user. */
  static LeaseHolder ofProcess(long pid) {
    return new LeaseHolder(
        System.getProperty("user.name"),
        hostName(),
        pid,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        thisMachine(),
        processField(pid, START_TIME).orElse(""));
  }

  /** As {@link #text} has it; empty if it is something else. */
  static Optional<LeaseHolder> parse(String text) {
    var fields = new Properties();
    try {
      fields.load(new StringReader(text));
      return Optional.of(
          new LeaseHolder(
              fields.getProperty("user", ""),
              fields.getProperty("host", ""),
              Long.parseLong(fields.getProperty("pid", "")),
              Instant.parse(fields.getProperty("since", "")),
              fields.getProperty("machine", ""),
              fields.getProperty("started", "")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The fields by their names, one a line. */
  String text() {
    var fields = new Properties();
    fields.setProperty("user", user);
    fields.setProperty("host", host);
    fields.setProperty("pid", Long.toString(pid));
    fields.setProperty("since", since.toString());
    fields.setProperty("machine", machine);
    fields.setProperty("started", started);
    var text = new StringWriter();
    try {
      fields.store(text, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /**
   * Returns whether the process is known to have ended. Only its own machine knows, to the user who
   * ran it and until the machine starts again; elsewhere the answer is no.
   */
  boolean hasEnded() {
    if (machine.isEmpty()
        || started.isEmpty()
        || !machine.equals(thisMachine())
        || !user.equals(System.getProperty("user.name"))) {
      return false;
    }
    if (!Files.exists(PROC.resolve(Long.toString(pid)))) {
      return true;
    }
    return processField(pid, START_TIME).filter(time -> !time.equals(started)).isPresent()
        || processField(pid, STATE).filter(state -> state.matches("[ZX]")).isPresent();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }

  /** The boot and the name space of process numbers, on Linux. */
  private static String thisMachine() {
    try {
      var self = Files.readSymbolicLink(PROC.resolve("self"));
      if (!self.toString().equals(Long.toString(ProcessHandle.current().pid()))) {
        return ""; // the numbers in /proc are not ours
      }
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** A field of a process's line in /proc, counted from the one behind its name. */
  private static Optional<String> processField(long pid, int index) {
    try {
      byte[] stat = Files.readAllBytes(PROC.resolve(pid + "/stat"));
      String line = new String(stat, UTF_8);
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[index]);
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "the run of %s on %s, process %d, since %s", user, host, pid, since);
  }
}
