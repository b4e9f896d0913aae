package io.hydrobeam.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.alert.DetectAnomalies;
import io.hydrobeam.common.UserException;
import io.hydrobeam.features.ExtractFeatures;
import io.hydrobeam.features.Samples;
import io.hydrobeam.join.JoinSensors;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.pipeline.sink.PrintAlerts;
import io.hydrobeam.pipeline.watch.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricFiltering;
import org.apache.beam.sdk.metrics.MetricKey;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, UTF_8);

  private static MetricResult<Long> counter(Class<?> namespace, String name, long value) {
    return MetricResult.attempted(
        MetricKey.create("step", MetricName.named(namespace, name)), value);
  }

  /** A run whose counters follow from how often it was looked at; no time passes. */
  private static final class FakeRun implements PipelineResult {
    private final AtomicInteger looks = new AtomicInteger();
    private final IntFunction<Progress> progress;
    private final int doneAtLook;
    private boolean cancelled;

    FakeRun(int doneAtLook, IntFunction<Progress> progress) {
      this.doneAtLook = doneAtLook;
      this.progress = progress;
    }

    @Override
    public State getState() {
      return cancelled ? State.CANCELLED : looks.get() >= doneAtLook ? State.DONE : State.RUNNING;
    }

    @Override
    public State cancel() throws IOException {
      cancelled = true;
      return getState();
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      looks.incrementAndGet();
      return looks.get() >= doneAtLook ? State.DONE : null;
    }

    @Override
    public State waitUntilFinish() {
      throw new AssertionError("it would wait for ever");
    }

    @Override
    public MetricResults metrics() {
      Progress now = progress.apply(looks.get());
      var counters =
          List.of(
              counter(ParseReadings.class, "samples_read", now.read()),
              counter(JoinSensors.class, "samples_in_rows", now.inRows()),
              counter(ParseReadings.class, "samples_malformed", now.malformed()),
              counter(ParseReadings.class, "samples_late", now.late()),
              counter(ParseReadings.class, "samples_duplicate", now.duplicate()),
              counter(ExtractFeatures.class, "rows", now.rows()),
              counter(DetectAnomalies.class, "anomalies", now.anomalies()),
              counter(DetectAnomalies.class, "alerts", now.alerts()),
              counter(SupervisorTest.class, "samples_read", 1_000_000));
      return new MetricResults() {
        @Override
        public MetricQueryResults queryMetrics(MetricsFilter filter) {
          return MetricQueryResults.create(
              counters.stream().filter(c -> MetricFiltering.matches(filter, c.getKey())).toList(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of());
        }
      };
    }
  }

  private void supervise(FakeRun run, BooleanSupplier ended, BooleanSupplier stop)
      throws IOException {
    new Supervisor(run, ended, stop, () -> null, () -> {}, () -> "", out).untilOver();
  }

  @Test
  void runThatCannotGoOnIsStoppedAndSaysWhy() {
    var reason = UserException.failed("a topic is gone");
    var run = new FakeRun(1_000, looks -> new Progress(10, 7, 1, 2, 0, 0, 1, 0, 0));
    var looks = new AtomicInteger();
    var supervisor =
        new Supervisor(
            run,
            () -> false,
            () -> false,
            () -> looks.incrementAndGet() > 2 ? reason : null,
            () -> {},
            () -> "",
            out);
    assertThatThrownBy(supervisor::untilOver).isSameAs(reason);
    assertThat(run.cancelled).isTrue();
    assertThat(said()).contains("stopped: 10 samples read");
  }

  @Test
  void failureWhileStoppingDoesNotHideReason() {
    var reason = UserException.failed("a topic is gone");
    var run = new FakeRun(1_000, looks -> Progress.NONE);
    Runnable stopping =
        () -> {
          throw new IllegalStateException("no batch can be finished");
        };
    var supervisor =
        new Supervisor(run, () -> false, () -> false, () -> reason, stopping, () -> "", out);
    assertThatThrownBy(supervisor::untilOver).isSameAs(reason);
  }

  private String said() {
    return said.toString(UTF_8);
  }

  @Test
  void progressIsWhatTheCountersOfTheGraphSay() {
    var progress = new Progress(12_345, 12_000, 5, 40, 0, 60, 17, 3, 2);
    var run = new FakeRun(1, looks -> progress);
    assertThat(Progress.of(run)).isEqualTo(progress);
    assertThat(progress.open()).isEqualTo(240);
    assertThat(progress.toString())
        .contains("60 duplicate", "240 open", "17 rows", "3 anomalies", "2 alerts");
  }

  @Test
  void runThatEndsByItselfIsFinished() throws IOException {
    var run = new FakeRun(3, looks -> new Progress(10, 7, 1, 2, 0, 0, 1, 0, 0));
    supervise(run, () -> false, () -> false);
    assertThat(said())
        .contains("finished: 10 samples read, 7 in rows, 2 late, 1 malformed, 0 duplicate, 0 open");
    assertThat(run.cancelled).isFalse();
  }

  @Test
  void runThatEndsWithMessagesUnaccountedForHasFailed() {
    var run = new FakeRun(3, looks -> new Progress(10, 7, 1, 1, 0, 0, 1, 0, 0));
    assertThatThrownBy(() -> supervise(run, () -> false, () -> false))
        .isInstanceOf(UserException.class)
        .hasMessage("1 of the messages read are unaccounted for");
  }

  @Test
  void streamStopsAfterEndOfTimeOnceAllIsWritten() throws IOException {
    var run =
        new FakeRun(
            Integer.MAX_VALUE,
            looks -> new Progress(10, Math.min(10, looks), 0, 0, 0, 0, looks / 20, 0, 0));
    supervise(run, () -> run.looks.get() > 2, () -> false);
    assertThat(run.cancelled).isTrue();
    assertThat(run.looks.get()).isGreaterThan(10 + 5);
    assertThat(said()).contains("finished: 10 samples read, 10 in rows");
  }

  @Test
  void itDoesNotWaitForEverForWhatNeverComes() {
    var run = new FakeRun(Integer.MAX_VALUE, looks -> new Progress(10, 9, 0, 0, 0, 0, 1, 0, 0));
    assertThatThrownBy(() -> supervise(run, () -> true, () -> false))
        .isInstanceOf(UserException.class);
    assertThat(run.cancelled).isTrue();
  }

  @Test
  void stopReportsProgress() throws IOException {
    var run = new FakeRun(Integer.MAX_VALUE, looks -> new Progress(10, 4, 0, 0, 0, 0, 1, 0, 0));
    supervise(run, () -> false, () -> run.looks.get() >= 5);
    assertThat(run.cancelled).isTrue();
    assertThat(said()).contains("stopped: 10 samples read, 4 in rows", "6 open");
  }

  @Test
  void alertIsOneLineForAnyRigName() {
    assertThat(PrintAlerts.line(Samples.alert("a\nALERT b", Samples.START, Alert.State.RAISED)))
        .isEqualTo(
            "ALERT 2025-11-08T14:30:45Z CRITICAL raised high_pressure Rig a?ALERT b: pressure PS1"
                + " reached 312.5 bar");
  }

  @Test
  void listedAlertStaysTwoLinesWithoutControlCharacters() {
    var alert =
        new AlertMessage(
            "id-1",
            "a\n\u001b[2Jb",
            0,
            Samples.START,
            Samples.START + 1000,
            "rig_silent",
            null,
            Severity.WARNING,
            null,
            null,
            "Rig a\nb is silent",
            Alert.State.RAISED,
            Samples.START,
            null);
    assertThat(AlertsCommand.lines(alert).lines())
        .containsExactly(
            "id-1  WARNING  a??[2Jb  rig_silent  since 2025-11-08T14:30:45Z, told"
                + " 2025-11-08T14:30:46Z",
            "  Rig a?b is silent");
  }
}
