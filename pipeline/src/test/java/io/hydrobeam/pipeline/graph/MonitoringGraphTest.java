package io.hydrobeam.pipeline.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.IdleReportCoder;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.MessageCoder;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.pipeline.watch.Progress;
import io.hydrobeam.statistics.SummarizeSensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** Windows of 1 s, lateness 10 s; each sensor sends some samples a second. */
class MonitoringGraphTest {
  private static final Instant START = Instant.parse("2025-11-08T14:30:45Z");
  private static final Map<String, ConcurrentLinkedQueue<Object>> SEEN = new ConcurrentHashMap<>();
  private static final AtomicLong RUNS = new AtomicLong();

  /** One sample, as a plain computation sees it. */
  private record Sample(String rig, int cycle, Sensor sensor, long millis, double value) {
    Message message(long latenessMillis) {
      String json =
          String.format(
              Locale.ROOT,
              "{\"sensor\":\"%s\",\"cycle\":%s,\"sample_idx\":1,\"value\":%s,\"timestamp\":\"%s\",\"rig\":\"%s\"}",
              sensor,
              cycle,
              value,
              START.plus(millis),
              rig);
      return new Message(
          "hydraulic-" + sensor, 0, 1, rig.getBytes(UTF_8), json.getBytes(UTF_8), latenessMillis);
    }

    TimestampedValue<Message> inTime() {
      return TimestampedValue.of(message(0), START.plus(millis));
    }

    Sample of(String otherRig, int otherCycle) {
      return new Sample(otherRig, otherCycle, sensor, millis, value + otherCycle);
    }

    long window() {
      return START.getMillis() + Math.floorDiv(millis, 1_000) * 1_000;
    }
  }

  /** What came out of one run. */
  private record Outcome(
      List<FeatureVector> rows,
      List<FeatureVector> judged,
      List<Anomaly> anomalies,
      List<Alert> alerts,
      List<DeadLetter> deadLetters,
      Progress progress) {}

  /** Keeps what it sees where the test finds it. */
  private static final class Collect<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;
    private final String name;

    Collect(String name) {
      this.name = name;
    }

    @ProcessElement
    public void processElement(@Element T element) {
      SEEN.get(name).add(element);
    }
  }

  private static TestStream.Builder<Message> stream() {
    return TestStream.create(MessageCoder.of());
  }

  private static TestStream.Builder<Message> with(
      TestStream.Builder<Message> stream, List<Sample> samples) {
    for (int from = 0; from < samples.size(); from += 50) {
      var batch = samples.subList(from, Math.min(samples.size(), from + 50));
      @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
      TimestampedValue<Message>[] rest =
          batch.stream().skip(1).map(Sample::inTime).toArray(TimestampedValue[]::new);
      stream = stream.addElements(batch.get(0).inTime(), rest);
    }
    return stream;
  }

  private static Outcome run(TestStream.Builder<Message> messages) {
    return run(messages, Duration.ofDays(1), null);
  }

  private static Outcome run(
      TestStream.Builder<Message> messages,
      Duration goneAfter,
      java.time.@Nullable Instant wholeFrom) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    var options = PipelineOptionsFactory.as(MonitoringOptions.class);
    options.setOutput("file:///not/written");
    options.setAllowedLateness(10);
    options.setRigGoneAfter(goneAfter.toSeconds());
    MonitoringSettings settings = MonitoringSettings.withoutFiles(options);
    PCollectionTuple sensors =
        pipeline
            .apply(messages.advanceWatermarkToInfinity())
            .apply(ParseReadings.with(settings.parser()))
            .apply(settings.windowing().atOnce())
            .apply(SummarizeSensors.perKey())
            .and(SummarizeSensors.QUIET, pipeline.apply(Create.empty(IdleReportCoder.of())));
    var outputs =
        MonitoringGraph.analyze(
            sensors, new GraphSteps() {}, settings, CarriedAlerts.NONE, wholeFrom);
    String run = "run " + RUNS.incrementAndGet();
    collect(outputs.rows(), run + " rows");
    collect(outputs.complete(), run + " judged");
    collect(outputs.findings(), run + " findings");
    collect(outputs.alerts(), run + " alerts");
    collect(outputs.deadLetters(), run + " dead letters");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Progress progress = Progress.of(result);
    assertThat(progress.open()).as("messages unaccounted for").isZero();
    var rows = new ArrayList<>(seen(run + " rows", FeatureVector.class));
    rows.sort(
        Comparator.comparing((FeatureVector row) -> row.snapshot().rig())
            .thenComparing(row -> row.snapshot().cycle())
            .thenComparing(row -> row.snapshot().windowStartMillis())
            .thenComparing(row -> row.snapshot().revision()));
    assertThat(progress.rows()).isEqualTo(rows.size());
    return new Outcome(
        rows,
        seen(run + " judged", FeatureVector.class),
        seen(run + " findings", WindowFindings.class).stream()
            .flatMap(found -> found.anomalies().stream())
            .toList(),
        seen(run + " alerts", Alert.class),
        seen(run + " dead letters", DeadLetter.class),
        progress);
  }

  private static <T> void collect(PCollection<T> collection, String name) {
    SEEN.put(name, new ConcurrentLinkedQueue<>());
    collection.apply("Collect " + name, ParDo.of(new Collect<T>(name)));
  }

  private static <T> List<T> seen(String name, Class<T> type) {
    return SEEN.remove(name).stream().map(type::cast).toList();
  }

  /** So many samples of a sensor, spread over the second that begins so many milliseconds in. */
  private static List<Sample> samples(Sensor sensor, int count, long from) {
    var random = new Random(31 * sensor.ordinal() + from);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < count; i++) {
      double value = 40 + sensor.ordinal() + random.nextDouble();
      samples.add(new Sample("rig-1", 0, sensor, from + i * 1_000L / count, value));
    }
    return samples;
  }

  /** A second of all sensors, each with the samples that its rate promises. */
  private static List<Sample> second(long from) {
    return Sensor.all().stream().flatMap(s -> samples(s, s.hertz(), from).stream()).toList();
  }

  /** A second of all sensors with a few samples each: enough where completeness is not at stake. */
  private static List<Sample> fewOf(long from) {
    return Sensor.all().stream()
        .flatMap(s -> samples(s, Math.min(3, s.hertz()), from).stream())
        .toList();
  }

  private static List<Sample> both(List<Sample> one, List<Sample> other) {
    var all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Compares a row with sums over the samples of its rig, cycle and window, in two passes. */
  private static void isRowOf(FeatureVector row, List<Sample> all) {
    var snapshot = row.snapshot();
    assertThat(snapshot.windowEndMillis()).isEqualTo(snapshot.windowStartMillis() + 1_000);
    for (Sensor sensor : Sensor.all()) {
      double[] values =
          all.stream()
              .filter(s -> s.rig().equals(snapshot.rig()) && s.cycle() == snapshot.cycle())
              .filter(s -> s.window() == snapshot.windowStartMillis() && s.sensor() == sensor)
              .mapToDouble(Sample::value)
              .toArray();
      if (values.length == 0) {
        assertThat(snapshot.of(sensor)).isEmpty();
      } else {
        isSummaryOf(snapshot.of(sensor).orElseThrow(), values);
      }
    }
  }

  private static void isSummaryOf(Statistics statistics, double[] values) {
    double sum = 0;
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double avg = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - avg) * (value - avg);
    }
    double std = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    assertThat(statistics.count()).isEqualTo(values.length);
    assertThat(statistics.min()).isEqualTo(min);
    assertThat(statistics.max()).isEqualTo(max);
    assertThat(statistics.avg()).isCloseTo(avg, offset(1e-9));
    assertThat(statistics.std()).isCloseTo(std, offset(1e-9));
  }

  @Test
  void fullSecondIsOneCompleteRow() {
    var samples = second(0);
    Outcome outcome = run(with(stream(), samples).advanceWatermarkTo(START.plus(5_000)));

    assertThat(outcome.rows()).hasSize(1);
    FeatureVector row = outcome.rows().get(0);
    isRowOf(row, samples);
    assertThat(row.complete()).isTrue();
    assertThat(row.sensorCount()).isEqualTo(17);
    assertThat(row.snapshot().revision()).isZero();
    assertThat(row.snapshot().windowStartMillis()).isEqualTo(START.getMillis());
    assertThat(outcome.anomalies()).isEmpty();
    assertThat(outcome.deadLetters()).isEmpty();
    assertThat(outcome.progress()).isEqualTo(new Progress(728, 728, 0, 0, 0, 0, 1, 0, 0));
  }

  /** A second of a rig that sends one sample of each sensor. */
  private static List<Sample> one(String rig, int second) {
    return Sensor.all().stream()
        .map(sensor -> new Sample(rig, 0, sensor, second * 1_000L, 40))
        .toList();
  }

  private static List<String> silences(List<Alert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.type().label().equals("rig_silent"))
        .sorted(Comparator.comparing(Alert::windowStartMillis))
        .map(
            a ->
                String.format(
                    Locale.ROOT,
                    "%s %s %s, silent since %d, at %d",
                    a.rig(),
                    a.state().label(),
                    a.severity().label(),
                    (a.sinceMillis() - START.getMillis()) / 1_000,
                    (a.windowEndMillis() - START.getMillis()) / 1_000))
        .toList();
  }

  @Test
  void silentRigIsAlertedWhileOthersSendAndClearedWhenItIsBack() {
    TestStream.Builder<Message> stream = stream();
    for (int second = 0; second < 125; second += second < 110 ? 10 : 1) {
      boolean isSilent = second >= 10 && second < 110;
      stream = with(stream, one("rig-1", second));
      stream = isSilent ? stream : with(stream, one("rig-2", second));
      stream = stream.advanceWatermarkTo(START.plus((second + 1) * 1_000L));
    }
    assertThat(silences(run(stream).alerts()))
        .containsExactly(
            "rig-2 raised warning, silent since 1, at 61",
            "rig-2 cleared warning, silent since 1, at 115");
  }

  @Test
  void rigThatStaysSilentIsAlertedBeforeItIsBack() {
    TestStream.Builder<Message> stream = stream();
    stream = with(stream, both(one("rig-1", 0), one("rig-2", 0)));
    for (int second = 10; second < 90; second += 10) {
      stream = with(stream, one("rig-1", second));
      stream = stream.advanceWatermarkTo(START.plus((second + 1) * 1_000L));
    }
    assertThat(silences(run(stream).alerts()))
        .containsExactly("rig-2 raised warning, silent since 1, at 61");
  }

  @Test
  void alertsOfRigThatIsGoneAreClearedAndItMayComeBack() {
    TestStream.Builder<Message> stream = stream();
    for (int second = 0; second < 120; second += 10) {
      stream = with(stream, one("rig-1", second));
      stream = second == 0 || second == 110 ? with(stream, one("rig-2", second)) : stream;
      stream = stream.advanceWatermarkTo(START.plus((second + 1) * 1_000L));
    }
    var alerts = run(stream, Duration.ofSeconds(70), null).alerts();
    assertThat(silences(alerts))
        .containsExactly(
            "rig-2 raised warning, silent since 1, at 61",
            "rig-2 cleared warning, silent since 1, at 71");
    assertThat(alerts)
        .anyMatch(a -> a.message().endsWith("rig gone: no row has come for 1 min 10 s)"));
  }

  @Test
  void partlyReadWindowIsStoredOnly() {
    var stump = samples(Sensor.PS1, 30, 0);
    var played = samples(Sensor.PS1, 30, -3_601_000);
    var beginning = java.time.Instant.ofEpochMilli(START.getMillis() + 1_000);
    Outcome outcome =
        run(
            with(stream(), both(both(played, stump), second(1_000))),
            Duration.ofDays(1),
            beginning);

    assertThat(outcome.rows()).hasSize(3);
    assertThat(outcome.judged())
        .extracting(row -> row.snapshot().windowStartMillis() - START.getMillis())
        .containsExactlyInAnyOrder(-3_601_000L, 1_000L);
    assertThat(outcome.anomalies())
        .isNotEmpty()
        .allMatch(a -> a.windowStartMillis() == START.getMillis() - 3_601_000);
  }

  @Test
  void orderInWhichSamplesComeDoesNotMatter() {
    var samples = both(fewOf(0), fewOf(1_000));
    var shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(7));
    Outcome outcome = run(with(stream(), shuffled));
    assertThat(outcome.rows()).hasSize(2).allSatisfy(row -> isRowOf(row, samples));
    assertThat(outcome.rows()).allMatch(row -> row.snapshot().revision() == 0);
  }

  @Test
  void lateSamplesBringTheWholeRowAgainWithAHigherRevision() {
    var inTime = second(0);
    var late = List.of(new Sample("rig-1", 0, Sensor.PS1, 500, 41.5));
    var later = List.of(new Sample("rig-1", 0, Sensor.SE, 501, 90));
    var stream = with(stream(), inTime).advanceWatermarkTo(START.plus(2_000));
    stream = with(stream, late).advanceWatermarkTo(START.plus(10_000));
    stream = with(stream, later).advanceWatermarkTo(START.plus(60_000));
    Outcome outcome = run(stream);

    assertThat(outcome.rows()).extracting(r -> r.snapshot().revision()).containsExactly(0, 1, 2);
    isRowOf(outcome.rows().get(0), inTime);
    isRowOf(outcome.rows().get(1), both(inTime, late));
    isRowOf(outcome.rows().get(2), both(both(inTime, late), later));
    assertThat(outcome.rows())
        .extracting(FeatureVector::complete)
        .containsExactly(true, false, false);
    assertThat(outcome.deadLetters()).isEmpty();
    // SE has two samples in the last revision, and promises one.
    assertThat(outcome.progress()).isEqualTo(new Progress(730, 730, 0, 0, 0, 0, 3, 1, 0));
  }

  @Test
  void windowOfWhichNothingCameInTimeIsARowAllTheSame() {
    var late = fewOf(0);
    Outcome outcome = run(with(stream().advanceWatermarkTo(START.plus(5_000)), late.subList(0, 1)));
    assertThat(outcome.rows()).singleElement().satisfies(row -> isRowOf(row, late.subList(0, 1)));
    assertThat(outcome.rows().get(0).snapshot().revision()).isZero();
  }

  @Test
  void samplesPastTheLatenessAreDeadLettered() {
    var inTime = fewOf(0);
    var tooLate = new Sample("rig-1", 0, Sensor.PS1, 600, 999);
    Instant watermark = START.plus(20_000);
    Outcome outcome =
        run(
            with(stream(), inTime)
                .advanceWatermarkTo(watermark.minus(1))
                .advanceWatermarkTo(watermark)
                .addElements(TimestampedValue.of(tooLate.message(19_400), START.plus(600))));

    assertThat(outcome.rows()).singleElement().satisfies(row -> isRowOf(row, inTime));
    assertThat(outcome.deadLetters())
        .containsExactly(
            new DeadLetter(
                tooLate.message(19_400),
                Reason.LATE,
                "the sample is 19400 ms behind the watermark"));
    long n = inTime.size();
    assertThat(outcome.progress()).isEqualTo(new Progress(n + 1, n, 0, 1, 0, 0, 1, 0, 0));
  }

  @Test
  void samplesFromTheFutureAreDeadLetteredAndReconciled() {
    var inTime = fewOf(0);
    var ahead = new Sample("rig-1", 0, Sensor.PS1, 36_000_000, 999);
    var stream =
        with(stream(), inTime).addElements(TimestampedValue.of(ahead.message(-36_000_000), START));
    Outcome outcome = run(stream.advanceWatermarkTo(START.plus(20_000)));
    assertThat(outcome.rows()).singleElement().satisfies(row -> isRowOf(row, inTime));
    assertThat(outcome.deadLetters())
        .singleElement()
        .extracting(DeadLetter::reason)
        .isEqualTo(Reason.FROM_THE_FUTURE);
    assertThat(outcome.progress().fromTheFuture()).isEqualTo(1);
    assertThat(outcome.progress().open()).isZero();
    assertThat(outcome.progress().toString()).contains("0 late, 1 from the future, 0 malformed");
  }

  @Test
  void sampleWithinLatenessIsNotLost() {
    // As far behind as the reader's clock lets a sample pass: the graph must not drop it.
    var sample = new Sample("rig-1", 0, Sensor.PS1, 0, 100);
    Outcome outcome =
        run(
            with(
                stream()
                    .advanceWatermarkTo(START.plus(9_999))
                    .advanceWatermarkTo(START.plus(10_000)),
                List.of(sample)));
    assertThat(outcome.rows()).singleElement().satisfies(row -> isRowOf(row, List.of(sample)));
    assertThat(outcome.progress().inRows()).isEqualTo(1);
  }

  @Test
  void twoCyclesInOneWindowAreTwoRows() {
    var ending = fewOf(0).stream().filter(s -> s.millis() < 500).toList();
    var beginning =
        fewOf(0).stream().filter(s -> s.millis() >= 500).map(s -> s.of("rig-1", 1)).toList();
    var samples = both(ending, beginning);
    Outcome outcome = run(with(stream(), samples));
    assertThat(outcome.rows()).extracting(r -> r.snapshot().cycle()).containsExactly(0, 1);
    assertThat(outcome.rows()).allSatisfy(row -> isRowOf(row, samples));
    assertThat(outcome.rows()).noneMatch(FeatureVector::complete);
  }

  @Test
  void eachRigHasRowsOfItsOwn() {
    var samples = both(fewOf(0), fewOf(0).stream().map(s -> s.of("Prüfstand/2", 5)).toList());
    Outcome outcome = run(with(stream(), samples));
    assertThat(outcome.rows())
        .extracting(r -> r.snapshot().rig())
        .containsExactly("Prüfstand/2", "rig-1");
    assertThat(outcome.rows()).allSatisfy(row -> isRowOf(row, samples));
  }

  @Test
  void silentSensorIsMissingInTheRowAndAlerted() {
    var samples = second(0).stream().filter(s -> s.sensor() != Sensor.FS2).toList();
    Outcome outcome = run(with(stream(), samples));
    FeatureVector row = outcome.rows().get(0);
    isRowOf(row, samples);
    assertThat(row.complete()).isFalse();
    assertThat(row.sensorCount()).isEqualTo(16);
    assertThat(Feature.FLOW_MEAN.of(row)).isNull();
    assertThat(Feature.FLOW_PRESSURE_RATIO.of(row)).isNull();
    assertThat(Feature.PRESSURE_MEAN.of(row)).isNotNull();
    assertThat(outcome.anomalies())
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.type()).isEqualTo(Anomaly.Type.SENSOR_MISSING);
              assertThat(anomaly.sensor()).isEqualTo(Sensor.FS2);
            });
  }

  @Test
  void conditionThatLastsIsRaisedOnceAndTheEndOfTimeEndsAllWaiting() {
    var samples = new ArrayList<Sample>();
    for (long from = 0; from < 5_000; from += 1_000) {
      samples.addAll(fewOf(from).stream().filter(s -> s.sensor() != Sensor.FS2).toList());
    }
    Outcome outcome = run(with(stream(), samples));
    assertThat(outcome.anomalies())
        .filteredOn(anomaly -> anomaly.type() == Anomaly.Type.SENSOR_MISSING)
        .hasSize(5);
    assertThat(outcome.alerts())
        .filteredOn(alert -> alert.type() == Anomaly.Type.SENSOR_MISSING)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.RAISED);
              assertThat(alert.sensor()).isEqualTo(Sensor.FS2);
              assertThat(alert.sinceMillis()).isEqualTo(START.getMillis());
              assertThat(alert.windowStartMillis()).isEqualTo(START.getMillis() + 2_000);
            });
  }

  @Test
  void sampleThatComesTwiceCountsTwiceAndTheRowIsNotComplete() {
    var samples = new ArrayList<>(second(0));
    samples.add(samples.get(0));
    Outcome outcome = run(with(stream(), samples));
    assertThat(outcome.rows()).singleElement().satisfies(row -> isRowOf(row, samples));
    assertThat(outcome.rows().get(0).complete()).isFalse();
  }

  @Test
  void secondsWithoutSamplesMakeNoRows() {
    var samples = both(fewOf(0), fewOf(5_000));
    var stream = with(stream(), samples.subList(0, samples.size() / 2));
    stream = stream.advanceWatermarkTo(START.plus(5_000));
    stream = with(stream, samples.subList(samples.size() / 2, samples.size()));
    for (int second = 6; second < 40; second++) {
      stream = stream.advanceWatermarkTo(START.plus(1_000L * second));
    }
    Outcome outcome = run(stream);
    assertThat(outcome.rows()).hasSize(2).allSatisfy(row -> isRowOf(row, samples));
  }

  @Test
  void samplesReadAreSamplesInRowsAndDeadLetters() {
    var inTime = fewOf(0);
    var late = fewOf(0).subList(0, 4);
    var tooLate = fewOf(0).subList(4, 9);
    var malformed = new Message("hydraulic-PS1", 0, 7, null, "{".getBytes(UTF_8), 0);
    var stream =
        with(stream(), inTime)
            .addElements(TimestampedValue.of(malformed, START))
            .advanceWatermarkTo(START.plus(3_000));
    stream = with(stream, late).advanceWatermarkTo(START.plus(29_000));
    stream =
        stream
            .advanceWatermarkTo(START.plus(30_000))
            .addElements(TimestampedValue.of(malformed, START));
    for (Sample sample : tooLate) {
      stream =
          stream.addElements(
              TimestampedValue.of(sample.message(29_000), START.plus(sample.millis())));
    }
    Outcome outcome = run(stream);
    Progress progress = outcome.progress();
    assertThat(progress.read()).isEqualTo(inTime.size() + 4 + 5 + 2);
    assertThat(progress.inRows()).isEqualTo(inTime.size() + 4);
    assertThat(progress.late()).isEqualTo(5);
    assertThat(progress.malformed()).isEqualTo(2);
    assertThat(outcome.deadLetters()).hasSize(7);
    FeatureVector last = outcome.rows().get(outcome.rows().size() - 1);
    assertThat(last.snapshot().samples()).isEqualTo(inTime.size() + 4);
  }
}
