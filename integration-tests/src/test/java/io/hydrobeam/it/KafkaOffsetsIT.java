package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Transactions, timestamps of records and committed offsets, on Spark in one process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaOffsetsIT {
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Instant LONG_AGO = Instant.parse("2025-11-08T14:29:40Z");
  private static final List<String> SENSORS = List.of("PS1", "PS2", "SE");
  private static final Pattern METRICS = Pattern.compile("metrics: (\\S+)\\R");
  private static final Pattern STOPPED =
      Pattern.compile("stopped: ([\\d,]+) samples read, ([\\d,]+) in rows, .* ([\\d,]+) open;");

  private TestSandbox sandbox;
  private int inputs;

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
  void openTransactionOfOneRigMakesNoSampleOfAnotherLate() {
    var topics = topics();
    try (var stream = stream(topics, "--idleTimeout=2", "--allowedLateness=2");
        var live = topics.producer(Map.of());
        var transactional = topics.producer(Map.of("transactional.id", topics.prefix()))) {
      transactional.initTransactions();
      Runnable second =
          () -> {
            SENSORS.forEach(sensor -> live.send(sample(topics, sensor, "rig-a", Instant.now())));
            live.flush();
          };
      await()
          .atMost(TO_END)
          .pollInterval(SECOND)
          .until(after(second, () -> hasRowOf(topics, "rig-a")));
      transactional.beginTransaction();
      transactional.send(sample(topics, "PS1", "rig-b", Instant.now()));
      transactional.flush();
      Instant opened = Instant.now();
      await()
          .pollInterval(SECOND)
          .atMost(TO_END)
          .until(after(second, () -> Instant.now().isAfter(opened.plusSeconds(12))));
      transactional.commitTransaction();
      await()
          .atMost(TO_END)
          .pollInterval(SECOND)
          .until(after(second, () -> hasRowOf(topics, "rig-b") || !topics.deadLetters().isEmpty()));
      terminate(stream);
    }
    assertThat(topics.deadLetters()).extracting(DeadLetter::reason).isEmpty();
  }

  @Test
  void lagIncludesOpenTransactionsAndExcludesAbortedOnes() {
    var topics = topics();
    topics.send(List.of(message("PS1", "rig-a", LONG_AGO, LONG_AGO)));
    try (var stream = stream(topics, "--metricsPort=0", "--metricsHost=127.0.0.1");
        var transactional = topics.producer(Map.of("transactional.id", topics.prefix()))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      for (int i = 0; i < 2_000; i++) {
        transactional.send(sample(topics, "PS1", "rig-a", LONG_AGO));
      }
      transactional.flush();
      String metrics = "hydrobeam_consumer_lag_records{topic=\"" + topics.prefix() + "PS1\"} ";
      awaitMetric(stream, metrics + "2000.0");
      await()
          .atMost(TO_END)
          .until(
              () ->
                  stream
                      .err()
                      .contains("a transaction in " + topics.prefix() + "PS1-0 has been open for"));
      transactional.abortTransaction();
      awaitMetric(stream, metrics + "0.0");
      terminate(stream);
    }
  }

  @Test
  void runFromATimeReadsNothingOlderOfATopicWrittenInTransactions() {
    var topics = topics();
    for (int begin = 0; begin < 60; begin += 10) {
      var part =
          IntStream.range(begin, begin + 10)
              .mapToObj(LONG_AGO::plusSeconds)
              .flatMap(t -> SENSORS.stream().map(sensor -> message(sensor, "rig-a", t, t)))
              .toList();
      topics.sendInATransaction(part, KafkaProducer::commitTransaction);
    }
    String output = output(topics);
    Instant start = LONG_AGO.plusSeconds(45);

    try (var stream = stream(topics, "--startAt=" + start, "--stopWhenIdle=3")) {
      var ended = stream.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      assertThat(ended.out()).contains("finished: 45 samples read, 45 in rows");
    }

    assertThat(StoredTable.read(output + "/streaming").byKey().keySet())
        .extracting(RowKey::windowStart)
        .containsExactlyElementsOf(
            IntStream.range(45, 60).mapToObj(LONG_AGO::plusSeconds).toList());
  }

  @Test
  void recordWithATimestampInTheFutureDoesNotPinTheCommittedOffset() {
    var topics = topics();
    var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (int second = 0; second < 600; second++) {
      Instant t = LONG_AGO.plusSeconds(second);
      Instant kept = second == 10 ? Instant.now().plusSeconds(3_000) : t;
      SENSORS.forEach(sensor -> messages.add(message(sensor, "rig-a", t, kept)));
    }
    topics.send(messages);
    try (var stream = stream(topics, "--consumerGroup=" + topics.prefix())) {
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(topics.committed(topics.prefix(), "PS1"))
                      .as("of 600 seconds, all but the last 70 or so")
                      .isBetween(500L, 540L));
      terminate(stream);
    }
  }

  @Test
  void samplesOfWindowsThatAreOpenAtAStopAreReadAgain() {
    var topics = topics();
    Instant now = Instant.now();
    Instant ahead = now.plus(Duration.ofMinutes(22)).truncatedTo(ChronoUnit.SECONDS);
    // As with LogAppendTime: all records are older than their samples.
    topics.send(
        IntStream.range(0, 60)
            .boxed()
            .flatMap(
                s ->
                    SENSORS.stream()
                        .map(
                            sensor ->
                                message(
                                    sensor,
                                    "rig-b",
                                    ahead.plusSeconds(s),
                                    now.minusSeconds(600 - s))))
            .toList());
    String output = output(topics);
    String group = "--consumerGroup=" + topics.prefix();

    try (var stream = stream(topics, group);
        var live = topics.producer(Map.of())) {
      var sent = new AtomicInteger();
      await()
          .atMost(TO_END)
          .pollInterval(SECOND)
          .until(
              () -> {
                SENSORS.forEach(s -> live.send(sample(topics, s, "rig-a", Instant.now())));
                sent.addAndGet(SENSORS.size());
                return topics.hasCommitted(topics.prefix());
              });
      MatchResult stopped = terminate(stream);
      assertThat(number(stopped, 1)).isGreaterThan(180);
      assertThat(number(stopped, 3)).as("open").isGreaterThanOrEqualTo(180);
      assertThat(number(stopped, 2)).as("in rows").isLessThanOrEqualTo(sent.get());
    }
    try (var stream = stream(topics, group, "--startAt=committed", "--stopWhenIdle=3")) {
      var ended = stream.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      assertThat(ended.out()).contains(" 0 open;");
    }

    assertThat(StoredTable.read(output + "/streaming").rows())
        .filteredOn(row -> row.get("rig").equals("rig-b"))
        .hasSize(60)
        .allMatch(row -> SENSORS.stream().allMatch(sensor -> Rows.count(row, sensor) == 1));
  }

  private Topics topics() {
    return Topics.create(sandbox.kafka(), String.format(Locale.ROOT, "offsets%d-", ++inputs), 1);
  }

  private String output(Topics topics) {
    return sandbox.hdfs() + "/" + topics.prefix() + "out";
  }

  private Hydrobeam stream(Topics topics, String... more) {
    var options =
        Stream.concat(
            Stream.of(
                "--runner=SparkRunner",
                "--sparkMaster=local[2]",
                "--bootstrapServers=" + topics.kafka(),
                "--topicPrefix=" + topics.prefix(),
                "--output=" + output(topics)),
            Stream.of(more));
    return Hydrobeam.start("stream", options.toList());
  }

  private static MatchResult terminate(Hydrobeam stream) {
    stream.terminate();
    var ended = stream.awaitEnd(TO_END);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return STOPPED.matcher(ended.out()).results().findFirst().orElseThrow();
  }

  private static long number(MatchResult result, int group) {
    return Long.parseLong(result.group(group).replace(",", ""));
  }

  private static void awaitMetric(Hydrobeam stream, String line) {
    await()
        .atMost(TO_END)
        .pollInterval(SECOND)
        .until(
            () ->
                METRICS
                    .matcher(stream.out())
                    .results()
                    .anyMatch(found -> get(found.group(1)).contains(line)));
  }

  private static String get(String address) {
    try {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Callable<Boolean> after(Runnable step, Callable<Boolean> condition) {
    return () -> {
      step.run();
      return condition.call();
    };
  }

  private static boolean hasRowOf(Topics topics, String rig) {
    return topics.features().stream().anyMatch(row -> row.get("rig").asText().equals(rig));
  }

  private static byte[] json(String sensor, String rig, Instant time) {
    return String.format(
            Locale.ROOT,
            "{\"sensor\":\"%s\",\"rig\":\"%s\",\"cycle\":0,\"value\":1.5,\"timestamp\":\"%s\"}",
            sensor,
            rig,
            time)
        .getBytes(UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> sample(
      Topics topics, String sensor, String rig, Instant time) {
    return new ProducerRecord<>(topics.prefix() + sensor, json(sensor, rig, time));
  }

  /** A sample in a record that Kafka keeps as of another time. */
  private static ConsumerRecord<byte[], byte[]> message(
      String sensor, String rig, Instant time, Instant kept) {
    byte[] value = json(sensor, rig, time);
    return new ConsumerRecord<>(
        "any-" + sensor,
        0,
        0,
        kept.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
