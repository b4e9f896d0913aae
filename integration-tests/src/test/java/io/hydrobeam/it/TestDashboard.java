package io.hydrobeam.it;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The command {@code dashboard} on a free port. */
final class TestDashboard implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("dashboard (http://\\S+/)\\R");
  private static final Duration TO_START = Duration.ofSeconds(180);

  private final Hydrobeam command;
  private final MatchResult ready;

  private TestDashboard(Hydrobeam command, MatchResult ready) {
    this.command = command;
    this.ready = ready;
  }

  /** Starts it on a free port and waits until it serves. */
  static TestDashboard start(String kafka, List<String> options) {
    return startAt(0, kafka, options);
  }

  /** Starts it on this port and waits until it serves. */
  static TestDashboard startAt(int port, String kafka, List<String> options) {
    var all = new ArrayList<>(List.of("--bootstrapServers=" + kafka, "--port=" + port));
    all.addAll(options);
    Hydrobeam command = Hydrobeam.start("dashboard", all);
    try {
      return new TestDashboard(
          command,
          await()
              .atMost(TO_START)
              .until(() -> READY.matcher(command.out()).results().toList(), m -> !m.isEmpty())
              .get(0));
    } catch (RuntimeException e) {
      System.out.println(command.err());
      command.close();
      throw e;
    }
  }

  /** Where the page is. */
  String address() {
    return ready.group(1);
  }

  /** The port of the page. */
  int port() {
    return URI.create(address()).getPort();
  }

  /** Asks it to end, and waits. */
  Hydrobeam.Ended stop() {
    command.terminate();
    return command.awaitEnd(TO_START);
  }

  @Override
  public void close() {
    command.close();
  }
}
