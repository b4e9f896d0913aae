package io.hydrobeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrobeam.common.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands are found by their names, and what goes wrong in them becomes a message and a code. */
class CommandsTest {
  private static final class FakeBackend implements Backend {
    @Override
    public Class<? extends PipelineRunner<?>> runner() {
      return DirectRunner.class;
    }

    @Override
    public String help() {
      return "  --runnersOwn=NUMBER";
    }

    @Override
    public void prepareBatch(PipelineOptions options) {}
  }

  /** A command that ends as it is told. */
  private record Ending(Exception with) implements Command {
    @Override
    public String name() {
      return "end";
    }

    @Override
    public void help(PrintStream out, Backend backend) {
      out.print("helped " + backend.help().strip());
    }

    @Override
    public void run(List<String> arguments, Backend backend) throws IOException {
      System.out.print("ran " + arguments);
      if (with instanceof IOException e) {
        throw e;
      } else if (with instanceof RuntimeException e) {
        throw e;
      }
    }
  }

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static int end(Exception with, String... arguments) {
    return Commands.run(List.of(arguments), List.of(new Ending(with)), new FakeBackend());
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCommandRunsWithWhatFollowsItsName() {
    assertThat(end(null, "end", "--a=1", "--b=2")).isZero();
    assertThat(printed()).isEqualTo("ran [--a=1, --b=2]");
    assertThat(told()).isEmpty();
  }

  @Test
  void helpIsShownInsteadOfRunning() {
    assertThat(end(null, "end", "--a=1", "--help")).isZero();
    assertThat(printed()).isEqualTo("helped --runnersOwn=NUMBER");
  }

  @Test
  void aCommandThatDoesNotExistIsWrongUsage() {
    assertThat(end(null, "begin")).isEqualTo(2);
    assertThat(end(null)).isEqualTo(2);
    assertThat(told()).contains("end, not 'begin'", "end, not ''");
    assertThat(printed()).isEmpty();
  }

  @Test
  void whatAPersonMustBeToldIsAMessageAndACode() {
    assertThat(end(UserException.failed("no disk"), "end")).isEqualTo(1);
    assertThat(told().lines()).containsExactly("end: no disk");
    err.reset();
    assertThat(end(UserException.invalid("no option"), "end")).isEqualTo(2);
    assertThat(told().lines())
        .containsExactly("end: no option", "'bin/hydrobeam end --help' lists the options.");
  }

  @Test
  void aMessageThatARunnerWrappedIsFound() {
    var wrapped = new RuntimeException(new IOException(UserException.failed("no disk")));
    assertThat(end(wrapped, "end")).isEqualTo(1);
    assertThat(told().lines()).containsExactly("end: no disk");
  }

  @Test
  void anythingElseFailsWithItsInnermostCause() {
    assertThat(end(new IOException("outer", new IOException("inner")), "end")).isEqualTo(1);
    assertThat(told()).contains("end: the pipeline failed: inner");
  }

  @Test
  void aFullDiskIsToldWithoutAStackTrace() {
    var wrapped = new RuntimeException(new IOException("No space left on device"));
    assertThat(end(wrapped, "end")).isEqualTo(1);
    assertThat(told().lines())
        .singleElement()
        .asString()
        .contains("end: a disk is full", "make room");
  }

  @Test
  void unreachableNameNodeIsNamedWithoutAStackTrace() throws Exception {
    int port = freePort();
    var configuration = new Configuration();
    configuration.setInt("ipc.client.connect.max.retries", 0);
    var uri = URI.create("hdfs://localhost:" + port);
    try (FileSystem away = FileSystem.newInstance(uri, configuration)) {
      var failure = catchThrowableOfType(IOException.class, () -> away.exists(new Path("/rigs")));
      assertThat(end(new RuntimeException(failure), "end")).isEqualTo(1);
    }
    assertThat(told().lines())
        .containsExactly(
            "end: HDFS at localhost:"
                + port
                + " does not answer (Connection refused); start it, then start this command again");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
