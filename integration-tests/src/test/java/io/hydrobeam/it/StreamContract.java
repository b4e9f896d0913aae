package io.hydrobeam.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code stream} promises, whatever it runs on: a broker, an HDFS and the stream in processes
 * of their own, a rig played into Kafka, and every row held against plain Java. A subclass names
 * the runner and how much of it bears to be played.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StreamContract {
  /** The cycles go from :40 to :40, so that second 20 begins another minute. */
  static final Instant START = Instant.parse("2025-11-08T14:29:40Z");

  static final List<String> SIMULATED = List.of("--simulate");
  static final List<String> ONE_CYCLE = List.of("--cycles=1");
  static final Duration TO_END = Duration.ofMinutes(6);

  private TestSandbox sandbox;
  private int inputs;

  TestSandbox sandbox() {
    return sandbox;
  }

  /** The options that choose the runner. */
  abstract List<String> runner();

  /** How many cycles the main test plays. */
  abstract int cycles();

  /** Whether the main test plays this second of a cycle; of the first and the last it must. */
  boolean isDisturbed(int second) {
    return true;
  }

  /** The seconds of a cycle that the other tests play. */
  abstract Seconds seconds();

  /** Some seconds of a cycle, from the first on and before the last. */
  record Seconds(int from, int to) {
    int count() {
      return to - from;
    }

    /** How many of them lie within a simulated drop-out. */
    int dropout() {
      return Math.min(to, 30) - Math.max(from, 20);
    }

    boolean contains(ConsumerRecord<byte[], byte[]> message) {
      long second = sinceStart(message).toSeconds();
      return second >= from && second < to;
    }
  }

  @BeforeAll
  void startSandbox(@TempDir Path directory) {
    System.out.println(getClass().getSimpleName());
    sandbox = TestSandbox.start(directory);
  }

  @AfterAll
  void stopSandbox() {
    sandbox.close();
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  @Test
  void everySampleOfDisturbedCyclesIsInARowOrADeadLetter() {
    Instant end = START.plusSeconds(60L * cycles());
    var options = List.of("--cycles=" + cycles(), "--late=0.01", "--malformed=0.01", "--shuffle=1");
    var played =
        play(1, measuredOrSimulated(), options).stream()
            .filter(message -> isDisturbed(sinceStart(message).toSecondsPart()))
            .toList();
    // The 1 Hz sensors of two seconds come last: one still counts by then, the other is too late.
    Predicate<ConsumerRecord<byte[], byte[]>> tooLate = slowSensorsAt(end.minusSeconds(59));
    Predicate<ConsumerRecord<byte[], byte[]>> inTime = slowSensorsAt(end.minusSeconds(1));
    var topics = input(1, played, tooLate.or(inTime).negate());
    String output = output(topics);

    // Time goes on while a slow machine writes the row that is waited for.
    try (var stream = stream(topics, output, "--stopWhenIdle=20", "--allowedLateness=54")) {
      await()
          .atMost(TO_END)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> hasRow(topics, end.minusSeconds(1)));
      topics.send(played.stream().filter(tooLate.or(inTime)).toList());
      assertThat(stream.awaitEnd(TO_END).exitCode()).isZero();
    }

    var result = Reconciliation.of(topics, output);
    long seconds = cycles() * IntStream.range(0, 60).filter(this::isDisturbed).count();
    assertThat(result.messages()).hasSize(Math.toIntExact(seconds * Rig.SAMPLES_A_SECOND));
    assertThat(result.lettersByReason())
        .containsOnlyKeys(
            "not_json", "missing_field", "unknown_sensor", "wrong_topic", "bad_value", "late");
    assertThat(result.letters().stream().filter(l -> l.reason().equals("late")).count())
        .isGreaterThanOrEqualTo(played.stream().filter(tooLate).filter(this::isGood).count());
    var lastRow = result.table().byKey().get(result.table().byKey().lastKey());
    assertThat((Integer) lastRow.get("revision")).isPositive();
  }

  @Test
  void undisturbedCyclesGiveOneCompleteRowPerSecond() {
    var worn = play(1, SIMULATED, List.of("--cycles=1", "--fault=cooler:3"));
    var topics = input(1, worn, seconds()::contains);
    String output = output(topics);

    run(topics, output, "--baseline=" + sandbox.baseline());

    var rows = Reconciliation.of(topics, output).table().rows();
    assertThat(rows).hasSize(seconds().count());
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(rows).extracting(row -> row.get("revision")).containsOnly(0);
    assertThat(rows).extracting(Rows::samples).containsOnly((long) Rig.SAMPLES_A_SECOND);
    assertThat(Alerts.kept(output)).isEqualTo(Alerts.told(topics));
    assertThat(Alerts.told(topics).stream().filter(line -> line.contains(" cross_sensor ")))
        .hasSize(seconds().count() == 60 ? 1 : 0)
        .allMatch(line -> line.contains(" raised critical ") && line.contains(" cooler "));
  }

  @Test
  void samplesThatAProducerRepeatsCountOnce() {
    var played = play(1, SIMULATED, ONE_CYCLE).stream().filter(seconds()::contains).toList();
    var topics = input(1, played, message -> false);
    played.stream()
        .collect(groupingBy(message -> sinceStart(message).toSeconds(), TreeMap::new, toList()))
        .values()
        .forEach(
            second -> {
              topics.send(second);
              topics.send(second);
            });
    String output = output(topics);

    String printed = run(topics, output).out();

    var table = StoredTable.read(output + "/streaming");
    Rows.assertSame(table.byKey(), ExpectedRows.of(played));
    assertThat(table.rows()).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(topics.deadLetters()).isEmpty();
    int samples = seconds().count() * Rig.SAMPLES_A_SECOND;
    assertThat(printed)
        .contains(
            String.format(
                Locale.ROOT,
                "%,d samples read, %,d in rows, 0 late, 0 malformed, %,d duplicate, 0 open",
                2 * samples,
                samples,
                samples));
  }

  @Test
  void silentSensorsAreNullAndAlertedAndReplayIsIdempotent() {
    var topics = inputWithSilentSensors();
    String output = output(topics);

    run(topics, output, "--config=" + sandbox.impatientConfig());

    var table = Reconciliation.of(topics, output).table();
    assertThat(table.rows()).hasSize(seconds().count());
    assertThat(table.rows()).extracting(row -> row.get("VS1_avg")).containsOnlyNulls();
    assertThat(table.rows().stream().filter(row -> Rows.count(row, "FS1") == 0))
        .hasSize(seconds().dropout())
        .extracting(row -> row.get("flow_mean"))
        .containsOnlyNulls();
    var anomalies = Alerts.anomalies(output);
    assertThat(Alerts.missingSensors(anomalies)).isEqualTo(Alerts.expectedMissing(table));
    var alerts = Alerts.told(topics);
    assertThat(Alerts.kept(output)).isEqualTo(alerts);
    assertThat(alerts.stream().filter(line -> line.contains(" low_sample_rate PS5 ")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(stamp(START.plusSeconds(18)) + " raised warning "),
            line ->
                assertThat(line).startsWith(stamp(START.plusSeconds(20)) + " escalated critical "),
            line ->
                assertThat(line).startsWith(stamp(START.plusSeconds(22)) + " cleared critical "))
        .allMatch(line -> line.contains(stamp(START.plusSeconds(18)) + " null "));
    Rows.assertSame(Rows.published(topics, table), table.byKey());

    run(topics, output, "--config=" + sandbox.impatientConfig());

    var again = Reconciliation.of(topics, output).table();
    assertThat(again.files().keySet()).isEqualTo(table.files().keySet());
    assertThat(again.rows()).extracting("revision").containsOnly(0);
    Rows.assertSame(again.byKey(), table.byKey());
    assertThat(Alerts.told(topics)).isEqualTo(alerts);
    assertThat(Alerts.kept(output)).isEqualTo(alerts);
    assertThat(Alerts.anomalies(output)).isEqualTo(anomalies);
    assertThat(topics.features()).hasSize(2 * table.rows().size());
  }

  @Test
  void onlyRigOfPlantIsAlertedWhileItIsSilentAndClearedWhenItIsBack() {
    var played = play(1, SIMULATED, List.of("--cycles=1"));
    var topics = input(1, played, message -> sinceStart(message).toSeconds() < 3);
    String output = output(topics);

    try (var stream = stream(topics, output, "--config=" + sandbox.silenceConfig())) {
      awaitSilence(topics, 1);
      topics.send(
          played.stream()
              .filter(m -> sinceStart(m).toSeconds() >= 50 && sinceStart(m).toSeconds() < 55)
              .toList());
      awaitSilence(topics, 2);
      stream.terminate();
      assertThat(stream.awaitEnd(TO_END).exitCode()).isZero();
    }

    String since = " rig_silent null " + stamp(START.plusSeconds(3)) + " null ";
    var silence = silence(topics);
    assertThat(silence.get(0)).startsWith(stamp(START.plusSeconds(5)) + " raised warning" + since);
    assertThat(silence.get(silence.size() - 1))
        .startsWith(stamp(START.plusSeconds(50)) + " cleared warning" + since);
    assertThat(Alerts.kept(output)).isEqualTo(Alerts.told(topics));
  }

  private static void awaitSilence(Topics topics, int messages) {
    await()
        .atMost(TO_END)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> silence(topics).size() >= messages);
  }

  private static List<String> silence(Topics topics) {
    return Alerts.told(topics).stream().filter(line -> line.contains(" rig_silent ")).toList();
  }

  /**
   * A sensor that is silent from the start, one that drops out from second 20 on, and one that
   * sends 30 % of its samples from second 18 on, and 5 % in seconds 20 and 21.
   */
  private Topics inputWithSilentSensors() {
    var options = List.of("--cycles=1", "--fault=dropout:FS1");
    return input(
        1,
        play(1, SIMULATED, options),
        m -> seconds().contains(m) && !m.topic().endsWith("-VS1") && !isFaded(m));
  }

  private static boolean isFaded(ConsumerRecord<byte[], byte[]> message) {
    long since = sinceStart(message).minusSeconds(18).toMillis();
    return message.topic().endsWith("-PS5")
        && since >= 0
        && since < 4_000
        && since % 1_000 >= (since < 2_000 ? 300 : 50);
  }

  private boolean isGood(ConsumerRecord<byte[], byte[]> message) {
    return Malformed.reason(message).isEmpty();
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> slowSensorsAt(Instant time) {
    return message ->
        message.timestamp() == time.toEpochMilli()
            && Rig.HERTZ.get(message.topic().substring(message.topic().lastIndexOf('-') + 1)) == 1;
  }

  private static boolean hasRow(Topics topics, Instant windowStart) {
    return topics.features().stream()
        .anyMatch(row -> row.get("window_start").textValue().equals(stamp(windowStart)));
  }

  static Duration sinceStart(ConsumerRecord<byte[], byte[]> message) {
    return Duration.between(START, Instant.ofEpochMilli(message.timestamp()));
  }

  private static String stamp(Instant time) {
    return time.toString().replace("Z", ".000Z");
  }

  private static List<String> measuredOrSimulated() {
    Path measured = Path.of(System.getProperty("full.rate.data", "")).normalize();
    boolean there = Files.exists(measured.resolve("PS1.txt"));
    System.out.println("  plays " + (there ? measured : "the simulator: no " + measured));
    return there ? List.of("--dataset=" + measured) : List.of("--simulate");
  }

  /** What {@code replay} sends, by topics of its own. */
  List<ConsumerRecord<byte[], byte[]>> play(
      int partitions, List<String> source, List<String> options) {
    var stage =
        Topics.create(
            sandbox.kafka(), String.format(Locale.ROOT, "stage%d-", ++inputs), partitions);
    var all = new ArrayList<>(source);
    all.addAll(options);
    all.add("--start=" + START);
    sandbox.replay(stage.prefix(), all);
    return stage.messages();
  }

  /** Topics of their own that hold these messages. */
  Topics input(
      int partitions,
      List<ConsumerRecord<byte[], byte[]>> played,
      Predicate<ConsumerRecord<byte[], byte[]>> which) {
    var topics =
        Topics.create(sandbox.kafka(), String.format(Locale.ROOT, "in%d-", ++inputs), partitions);
    topics.send(played.stream().filter(which).toList());
    return topics;
  }

  String output(Topics topics) {
    return sandbox.hdfs() + "/" + topics.prefix() + "out";
  }

  Hydrobeam stream(Topics topics, String output, String... more) {
    List<String> options = options(topics, output);
    options.addAll(List.of(more));
    return Hydrobeam.start("stream", options);
  }

  private List<String> options(Topics topics, String output) {
    var options = new ArrayList<>(runner());
    options.add("--bootstrapServers=" + topics.kafka());
    options.add("--topicPrefix=" + topics.prefix());
    options.add("--output=" + output);
    return options;
  }

  /** What the doctor says of these topics and this output, none of which has failed. */
  String doctor(Topics topics, String output) {
    var ended = Hydrobeam.run(TO_END, "doctor", options(topics, output));
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return ended.out();
  }

  Hydrobeam.Ended run(Topics topics, String output, String... more) {
    var options = new ArrayList<>(List.of(more));
    options.add("--stopWhenIdle=3");
    try (var stream = stream(topics, output, options.toArray(String[]::new))) {
      var ended = stream.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      return ended;
    }
  }
}
