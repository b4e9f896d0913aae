package io.hydrobeam.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.beam.DirectTestBackend;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamCommandsTest {
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

  private static final class NoStream implements StreamBackend {
    @Override
    public Map<String, String> defaults() {
      return Map.of();
    }

    @Override
    public List<Check> checks(MonitoringOptions options) {
      return List.of();
    }

    @Override
    public void prepare(MonitoringOptions options) {}

    @Override
    public void stopping() {}

    @Override
    public boolean timeHasEnded(MonitoringOptions options) {
      return true;
    }

    @Override
    public void tidyUp(MonitoringOptions options) {}
  }

  private static int run(List<String> arguments) {
    return Commands.of(StreamCommands.on(new NoStream(), new DirectTestBackend())).run(arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void alertsTakesListOrClearWithAnId() {
    assertThat(run(List.of("alerts", "--help"))).isZero();
    assertThat(printed()).contains("bin/hydrobeam alerts clear ID", "--topicPrefix=");
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("clear"),
            List.of("list", "it"),
            List.of("clear", "a", "b"))) {
      err.reset();
      var arguments = new ArrayList<>(List.of("alerts"));
      arguments.addAll(words);
      assertThat(run(arguments)).isEqualTo(2);
      assertThat(told())
          .contains("alerts takes list or clear ID, not '" + String.join(" ", words) + "'");
    }
  }

  @Test
  void streamNamesItsOptions() {
    assertThat(run(List.of("stream", "--help"))).isZero();
    assertThat(printed()).contains("bin/hydrobeam stream", "--output=TEXT");
    assertThat(run(List.of("stream", "--nonsense=1"))).isEqualTo(2);
    assertThat(told()).contains("there is no option --nonsense");
  }
}
