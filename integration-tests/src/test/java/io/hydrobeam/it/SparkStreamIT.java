package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract on Spark in one process, as the demo runs it, and what is not worth a second look on
 * the slower runner.
 */
final class SparkStreamIT extends StreamContract {
  private static final String FILE =
      "year=2025/month=11/day=08/hour=14/minute=\\d\\d/second=\\d\\d/cycle=0/part-rig-[12]-00000.parquet";
  private static final String FIRST_FILE =
      "year=2025/month=11/day=08/hour=14/minute=29/second=%d/cycle=0/part-rig-%d-00000.parquet";

  @Override
  List<String> runner() {
    return List.of("--runner=SparkRunner", "--sparkMaster=local[2]");
  }

  @Override
  int cycles() {
    return 2;
  }

  @Override
  Seconds seconds() {
    return new Seconds(0, 60);
  }

  @Test
  void byMinuteTheSameRowsAreInOneFileAMinute() {
    var topics = input(1, play(1, SIMULATED, ONE_CYCLE), seconds()::contains);
    String output = output(topics);

    run(topics, output, "--partitionBy=MINUTE");

    var table = Reconciliation.of(topics, output).table();
    assertThat(table.rows()).hasSize(seconds().count());
    assertThat(table.files())
        .containsOnlyKeys(
            "year=2025/month=11/day=08/hour=14/minute=29/part-rig-1-00000.parquet",
            "year=2025/month=11/day=08/hour=14/minute=30/part-rig-1-00000.parquet");
  }

  @Test
  void emptyPartitionsAndTheMarksOfTransactionsHoldNothingBack() {
    var options = List.of("--cycles=1", "--rigs=2");
    var played = play(3, SIMULATED, options).stream().filter(seconds()::contains).toList();
    var topics = input(3, List.of(), message -> true);
    topics.sendInATransaction(played.subList(0, 1_000), KafkaProducer::abortTransaction);
    topics.sendInATransaction(played, KafkaProducer::commitTransaction);
    String output = output(topics);

    run(topics, output);

    var result = Reconciliation.of(topics, output);
    assertThat(result.messages().stream().map(ConsumerRecord::partition).distinct().count())
        .as("filled partitions of 3")
        .isLessThan(3);
    assertThat(result.table().rows()).hasSize(2 * seconds().count());
    assertThat(result.table().rows()).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(result.table().files().keySet())
        .allMatch(file -> file.matches(FILE))
        .contains(String.format(Locale.ROOT, FIRST_FILE, seconds().from() + 40, 1))
        .contains(String.format(Locale.ROOT, FIRST_FILE, seconds().from() + 40, 2));
  }

  @Test
  void runAfterTerminationResumesAtCommittedOffsets() {
    var topics = input(1, play(1, SIMULATED, List.of("--cycles=2")), message -> true);
    String output = output(topics);
    String group = "--consumerGroup=" + topics.prefix();
    String hot = "--config=" + sandbox().hotConfig();

    try (var stream = stream(topics, output, group, hot)) {
      await()
          .atMost(TO_END)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> topics.committed(topics.prefix(), "PS1") > 0);
      stream.terminate();
      var ended = stream.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      assertThat(ended.out()).contains("stopped: 87,360 samples read");
    }
    run(topics, output, group, hot, "--startAt=committed");

    var rows = Reconciliation.of(topics, output).table().rows();
    assertThat(rows).hasSize(120);
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(topics.features().size()).as("rows of both runs").isBetween(121, 239);
    assertThat(Alerts.told(topics))
        .as("alerts that were there at the stop and still are")
        .hasSize(4)
        .allMatch(line -> line.contains(" raised critical high_temperature TS"))
        .allMatch(line -> line.contains(START.toString().replace("Z", ".000Z")));
    assertThat(Alerts.kept(output)).isEqualTo(Alerts.told(topics));
    assertThat(doctor(topics, output)).as("all that this run needed").matches("(ok .*\\R)+");
  }

  @Test
  void secondRunIsRefusedAndATakenOverOrKilledOneLosesNoRow() {
    var topics = input(1, play(1, SIMULATED, ONE_CYCLE), message -> true);
    String output = output(topics);

    try (var first = stream(topics, output)) {
      awaitRows(topics, 1);
      try (var second = stream(topics, output, "--stopWhenIdle=3")) {
        var refused = second.awaitEnd(TO_END);
        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(1);
        assertThat(refused.err())
            .contains(output + " is written by the run of ", ", process ", "--takeOver");
      }
      run(topics, output, "--takeOver");
      var ended = first.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
      assertThat(ended.err()).contains("This run ends and writes nothing more");
    }
    assertWhole(output);

    int published = topics.features().size();
    try (var killed = stream(topics, output)) {
      awaitRows(topics, published + 1);
      killed.kill();
    }
    run(topics, output);
    assertWhole(output);
  }

  private static void awaitRows(Topics topics, int count) {
    await()
        .atMost(TO_END)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> topics.features().size() >= count);
  }

  private static void assertWhole(String output) {
    var rows = StoredTable.read(output + "/streaming").byKey().values();
    assertThat(rows).hasSize(60);
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void partitionsThatAreMinutesBehindOthersLoseNothing(int readers) {
    // A partition for each minute, of which the first 12 s, all of them there from the start.
    var played =
        play(1, SIMULATED, List.of("--cycles=4")).stream()
            .map(message -> inPartition((int) sinceStart(message).toMinutes(), message))
            .toList();
    var topics = input(4, played, message -> sinceStart(message).toSecondsPart() < 12);
    String output = output(topics);

    run(topics, output, "--readers=" + readers, "--maxRecordsPerBatch=4000");

    var result = Reconciliation.of(topics, output);
    assertThat(result.letters()).isEmpty();
    assertThat(result.table().rows()).hasSize(4 * 12);
    assertThat(result.table().rows()).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(result.table().rows()).extracting(row -> row.get("revision")).containsOnly(0);
  }

  private static ConsumerRecord<byte[], byte[]> inPartition(
      int partition, ConsumerRecord<byte[], byte[]> m) {
    return new ConsumerRecord<>(
        m.topic(),
        partition,
        m.offset(),
        m.timestamp(),
        m.timestampType(),
        m.serializedKeySize(),
        m.serializedValueSize(),
        m.key(),
        m.value(),
        m.headers(),
        m.leaderEpoch());
  }

  @Test
  void runFromATimeReadsNothingThatIsOlder() {
    var topics = input(3, play(3, SIMULATED, ONE_CYCLE), seconds()::contains);
    String output = output(topics);
    var start = START.plusSeconds(seconds().to() - 2);

    run(topics, output, "--startAt=" + start);

    var rows = StoredTable.read(output + "/streaming").byKey();
    assertThat(rows.keySet())
        .extracting(RowKey::windowStart)
        .containsExactly(start, start.plusSeconds(1));
    assertThat(rows.values()).extracting(row -> row.get("complete")).containsOnly(true);
  }
}
