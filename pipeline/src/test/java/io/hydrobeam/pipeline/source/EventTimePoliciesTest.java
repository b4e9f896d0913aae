package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Message;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.parse.BundleParser;
import io.hydrobeam.parse.ReadingParser;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimePoliciesTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:45Z");
  private static final TimestampPolicy.PartitionContext BEHIND = context(1, Instant.now());

  private final EventTimePolicies policies = newPolicies();

  private static EventTimePolicies newPolicies() {
    return newPolicies(ZoneOffset.UTC);
  }

  private static EventTimePolicies newPolicies(ZoneId zone) {
    return SerializableUtils.ensureSerializable(
        new EventTimePolicies(
            ReadingParser.of("hydraulic-", "rig-1", zone),
            new TimeSettings(
                Duration.standardSeconds(1),
                Duration.standardSeconds(10),
                Duration.standardSeconds(5),
                Duration.standardHours(1),
                Duration.standardHours(1),
                null,
                Duration.standardDays(365_000),
                Duration.standardSeconds(1),
                Duration.standardSeconds(1)),
            Map.of(PS1, 0L, SE, 0L)));
  }

  private static TimestampPolicy.PartitionContext context(long backlog, Instant checkedAt) {
    return new TimestampPolicy.PartitionContext() {
      @Override
      public long getMessageBacklog() {
        return backlog;
      }

      @Override
      public Instant getBacklogCheckTime() {
        return checkedAt;
      }
    };
  }

  /** The watermark after six seconds, in which Kafka told again and again that there is no more. */
  private static Instant watermarkWhenIdle(TimestampPolicy<byte[], byte[]> policy, long backlog) {
    Instant now = Instant.now();
    policy.getWatermark(context(backlog, now.plus(2_000)));
    policy.getWatermark(context(backlog, now.plus(4_000)));
    return policy.getWatermark(context(backlog, now.plus(6_000)));
  }

  private static KafkaRecord<byte[], byte[]> record(TopicPartition from, String value) {
    return record(from, value, TIME.plus(777));
  }

  private static KafkaRecord<byte[], byte[]> record(
      TopicPartition from, String value, Instant kept) {
    return record(from, 0, value, kept);
  }

  private static KafkaRecord<byte[], byte[]> record(
      TopicPartition from, long offset, String value, Instant kept) {
    return new KafkaRecord<>(
        from.topic(),
        from.partition(),
        offset,
        kept.getMillis(),
        KafkaTimestampType.CREATE_TIME,
        new RecordHeaders(),
        null,
        value == null ? null : value.getBytes(UTF_8));
  }

  /** A sample of the sensor whose topic this is. */
  static KafkaRecord<byte[], byte[]> sample(TopicPartition from, Instant time) {
    String sensor = from.topic().substring("hydraulic-".length());
    return record(
        from,
        String.format(
            Locale.ROOT,
            "{\"sensor\":\"%s\",\"cycle\":0,\"value\":1.5,\"timestamp\":\"%s\"}",
            sensor,
            time));
  }

  /** Whether the policy marks a numbered sample of PS1 as a duplicate. */
  private static boolean isDuplicate(
      TimestampPolicy<byte[], byte[]> policy, long offset, int index, double value, Instant time) {
    var record =
        record(
            PS1,
            offset,
            String.format(
                Locale.ROOT,
                "{\"sensor\":\"PS1\",\"cycle\":0,\"sample_idx\":%d,\"value\":%s,\"timestamp\":\"%s\"}",
                index,
                value,
                time),
            TIME.plus(777));
    policy.getTimestampForRecord(BEHIND, record);
    return ReadMessages.message(record).duplicate();
  }

  private TimestampPolicy<byte[], byte[]> policy(TopicPartition partition) {
    return policies.createTimestampPolicy(partition, Optional.empty());
  }

  @Test
  void recordHasTheTimeOfItsSampleAndNoHeader() {
    var ps1 = policy(PS1);
    var record = sample(PS1, TIME);
    assertThat(ps1.getTimestampForRecord(BEHIND, record)).isEqualTo(TIME);
    assertThat(record.getHeaders()).isEmpty();
    assertThat(ps1.getWatermark(BEHIND)).isEqualTo(TIME.minus(1_000));
  }

  @Test
  void partitionWhoseEndIsUnknownIsNotIdle() {
    var ps1 = policy(PS1);
    var se = policy(SE);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    se.getTimestampForRecord(BEHIND, sample(SE, TIME.plus(60_000)));
    assertThat(watermarkWhenIdle(ps1, EventTimePolicies.UNKNOWN_END - 1_000))
        .isEqualTo(TIME.minus(1_000));
  }

  @Test
  void partitionBehindAnOpenTransactionIsActive() {
    var ps1 = policy(PS1);
    var se = policy(SE);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    se.getTimestampForRecord(BEHIND, sample(SE, TIME.plus(60_000)));
    assertThat(watermarkWhenIdle(ps1, 0)).as("idle").isEqualTo(TIME.plus(59_000));
    se.getTimestampForRecord(BEHIND, sample(SE, TIME.plus(90_000)));
    se.getWatermark(BEHIND);
    assertThat(watermarkWhenIdle(ps1, EventTimePolicies.OPEN_TRANSACTION - 1_000))
        .isEqualTo(TIME.plus(59_000));
  }

  @Test
  void recordThatIsTooLateCarriesItsLatenessInAHeader() {
    var ps1 = policy(PS1);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);

    var inTime = sample(PS1, TIME.minus(11_000));
    assertThat(ps1.getTimestampForRecord(BEHIND, inTime)).isEqualTo(TIME.minus(11_000));
    assertThat(inTime.getHeaders()).isEmpty();

    var late = sample(PS1, TIME.minus(12_345));
    assertThat(ps1.getTimestampForRecord(BEHIND, late)).isEqualTo(TIME.minus(12_345));
    assertThat(late.getHeaders())
        .singleElement()
        .satisfies(
            header -> {
              assertThat(header.key()).isEqualTo(EventTimePolicies.LATENESS_HEADER);
              assertThat(header.value()).isEqualTo("11345".getBytes(UTF_8));
            });
  }

  @Test
  void recordFromTheFutureIsMarkedAndOpensNoWindow() {
    var ps1 = policy(PS1);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);
    Instant came = TIME.plus(777);

    var within = sample(PS1, came.plus(3_600_000));
    assertThat(ps1.getTimestampForRecord(BEHIND, within)).isEqualTo(came.plus(3_600_000));
    assertThat(ReadMessages.message(within).latenessMillis()).isZero();

    var beyond = sample(PS1, came.plus(3_600_001));
    assertThat(ps1.getTimestampForRecord(BEHIND, beyond)).isEqualTo(TIME.minus(1_000));
    assertThat(ReadMessages.message(beyond).latenessMillis()).isEqualTo(-3_600_001);
  }

  @Test
  void repeatedSampleIsMarkedAsDuplicate() {
    var ps1 = policy(PS1);
    assertThat(isDuplicate(ps1, 0, 0, 1.5, TIME)).isFalse();
    assertThat(isDuplicate(ps1, 1, 1, 1.5, TIME.plus(10))).isFalse();
    assertThat(isDuplicate(ps1, 2, 0, 1.5, TIME)).isTrue();
    assertThat(isDuplicate(ps1, 3, 1, 1.5, TIME.plus(10))).isTrue();
    assertThat(isDuplicate(ps1, 4, 2, 1.5, TIME.plus(20))).isFalse();
  }

  @Test
  void recordsReadAgainFromAnOlderCheckpointKeepTheirMarks() {
    var ps1 = policy(PS1);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(isDuplicate(ps1, 10, 0, 1.5, TIME)).isFalse();
      assertThat(isDuplicate(ps1, 11, 0, 1.5, TIME)).isTrue();
      assertThat(isDuplicate(ps1, 12, 1, 1.5, TIME.plus(10))).isFalse();
      ps1 = SerializableUtils.clone(policies).createTimestampPolicy(PS1, Optional.of(TIME));
    }
    // Another process has read the first of the two.
    assertThat(isDuplicate(ps1, 9, 0, 1.5, TIME)).isFalse();
    assertThat(isDuplicate(ps1, 10, 0, 1.5, TIME)).isTrue();
  }

  @Test
  void lateSampleIsDeadLetteredEachTimeAndNoDuplicate() {
    var ps1 = policy(PS1);
    isDuplicate(ps1, 0, 0, 1.5, TIME);
    ps1.getWatermark(BEHIND);
    for (int offset = 1; offset < 3; offset++) {
      assertThat(isDuplicate(ps1, offset, 1, 1.5, TIME.minus(12_345))).isFalse();
    }
    assertThat(isDuplicate(ps1, 3, 0, 1.5, TIME)).isTrue();
  }

  @Test
  void sampleIsForgottenOnceItsWindowIsClosed() {
    var ps1 = policy(PS1);
    isDuplicate(ps1, 0, 0, 1.5, TIME);
    for (int minute = 0; minute <= 2; minute++) {
      isDuplicate(ps1, 1 + minute, 1 + minute, 1.5, TIME.plus(60_000L * minute));
      ps1.getWatermark(BEHIND);
    }
    var reopened = newPolicies().createTimestampPolicy(PS1, Optional.empty());
    assertThat(isDuplicate(reopened, 9, 0, 1.5, TIME)).as("of another source").isFalse();
    assertThat(policies.seen().bytes()).as("one span of event time").isBetween(1L, 1_000L);
  }

  @Test
  void headersOfTheProducerStayAndMarkNothing() {
    var again = sample(PS1, TIME);
    again.getHeaders().add("lateness_ms", "no number".getBytes(UTF_8));
    assertThat(policy(PS1).getTimestampForRecord(BEHIND, again)).isEqualTo(TIME);
    assertThat(again.getHeaders())
        .containsExactly(new RecordHeader("lateness_ms", "no number".getBytes(UTF_8)));
    Message message = ReadMessages.message(again);
    assertThat(message.latenessMillis()).isZero();
    assertThat(message.headers())
        .containsExactly(new Message.Header("lateness_ms", "no number".getBytes(UTF_8)));
    assertThat(message.timestampMillis()).isEqualTo(TIME.getMillis() + 777);
  }

  @Test
  void markOfALateRecordIsNoHeaderOfItsMessage() {
    var ps1 = policy(PS1);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);
    var late = sample(PS1, TIME.minus(12_345));
    late.getHeaders().add("trace", null);
    ps1.getTimestampForRecord(BEHIND, late);
    Message message = ReadMessages.message(late);
    assertThat(message.latenessMillis()).isEqualTo(11_345);
    assertThat(message.headers()).containsExactly(new Message.Header("trace", null));
  }

  @Test
  void malformedRecordHasTheWatermarkAsItsTimeAndMovesNothing() {
    var ps1 = policy(PS1);
    var inSeconds = "{\"sensor\":\"PS1\",\"cycle\":0,\"value\":1.5,\"timestamp\":1762612245}";
    for (String value : new String[] {"{", null, "", "{\"sensor\":\"PS2\"}", inSeconds}) {
      assertThat(ps1.getTimestampForRecord(BEHIND, record(PS1, value)))
          .isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    }
    assertThat(ps1.getWatermark(BEHIND)).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);

    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);
    var malformed =
        record(
            PS1,
            String.format(
                Locale.ROOT,
                "{\"sensor\":\"PS1\",\"cycle\":0,\"value\":null,\"timestamp\":\"%s\"}",
                TIME.plus(60_000)));
    assertThat(ps1.getTimestampForRecord(BEHIND, malformed)).isEqualTo(TIME.minus(1_000));
    assertThat(malformed.getHeaders()).isEmpty();
    assertThat(ps1.getWatermark(BEHIND)).isEqualTo(TIME.minus(1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-26T00:30:01Z, 2025-10-26T00:30:00Z",
    "2025-10-26T01:00:00Z, 2025-10-26T00:30:00Z",
    "2025-10-26T01:00:01Z, 2025-10-26T01:30:00Z",
    "2025-10-26T01:30:01Z, 2025-10-26T01:30:00Z",
    "1969-12-31T23:59:59.999Z, 2025-10-26T00:30:00Z"
  })
  void repeatedLocalHourIsTheOneNearerToTheRecord(String kept, String eventTime) {
    var berlin = newPolicies(ZoneId.of("Europe/Berlin"));
    var ps1 = berlin.createTimestampPolicy(PS1, Optional.empty());
    var json =
        "{\"sensor\":\"PS1\",\"cycle\":0,\"value\":1.5,\"timestamp\":\"2025-10-26T02:30:00\"}";
    KafkaRecord<byte[], byte[]> record = record(PS1, json, Instant.parse(kept));
    assertThat(ps1.getTimestampForRecord(BEHIND, record)).isEqualTo(Instant.parse(eventTime));

    // The graph reads the record anew where a runner encodes what it reads.
    var copy = ReadMessages.message(record(PS1, json, Instant.parse(kept)));
    Parsed parsed =
        new BundleParser(ReadingParser.of("hydraulic-", "rig-1", ZoneId.of("Europe/Berlin")))
            .take(copy);
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Reading.class,
            reading ->
                assertThat(reading.timestampMillis())
                    .isEqualTo(Instant.parse(eventTime).getMillis()));
  }

  @Test
  void noSampleOfTheRepeatedLocalHourIsLate() {
    var zone = ZoneId.of("Europe/Berlin");
    var ps1 = newPolicies(zone).createTimestampPolicy(PS1, Optional.empty());
    Instant begin = Instant.parse("2025-10-25T23:50:00Z");
    for (int minute = 0; minute < 150; minute++) {
      Instant time = begin.plus(Duration.standardMinutes(minute));
      var local = LocalDateTime.ofInstant(java.time.Instant.ofEpochMilli(time.getMillis()), zone);
      var json =
          String.format(
              Locale.ROOT,
              "{\"sensor\":\"PS1\",\"cycle\":0,\"value\":1.5,\"timestamp\":\"%s:00\"}",
              local);
      KafkaRecord<byte[], byte[]> record = record(PS1, json, time.plus(200));
      assertThat(ps1.getTimestampForRecord(BEHIND, record)).isEqualTo(time);
      assertThat(record.getHeaders()).as("lateness at %s", local).isEmpty();
      ps1.getWatermark(BEHIND);
    }
  }

  @Test
  void partitionsOfAReaderShareOneClock() {
    var ps1 = policy(PS1);
    var se = policy(SE);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    se.getTimestampForRecord(BEHIND, sample(SE, TIME.minus(60_000)));
    assertThat(ps1.getWatermark(BEHIND)).isEqualTo(TIME.minus(1_000));
    assertThat(se.getWatermark(BEHIND)).isEqualTo(TIME.minus(61_000));

    // Late for PS1 alone, not for the graph, whose watermark is that of SE.
    var record = sample(PS1, TIME.minus(70_000));
    ps1.getTimestampForRecord(BEHIND, record);
    assertThat(record.getHeaders()).isEmpty();

    // SE is drained and idle: the time of the check counts, not that of the wall clock.
    assertThat(watermarkWhenIdle(se, 0)).isEqualTo(TIME.minus(1_000));
  }

  @Test
  void partitionWhoseEndIsNotYetKnownIsNotIdle() {
    var ps1 = policy(PS1);
    var se = policy(SE);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);
    var neverAsked = context(-1, BoundedWindow.TIMESTAMP_MIN_VALUE);
    assertThat(se.getWatermark(neverAsked)).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    assertThat(watermarkWhenIdle(se, -1))
        .as("past the end that Kafka told")
        .isEqualTo(TIME.minus(1_000));
  }

  @Test
  void readerGoesOnFromItsCheckpoint() {
    var ps1 = policies.createTimestampPolicy(PS1, Optional.of(TIME));
    assertThat(ps1.getWatermark(BEHIND)).isEqualTo(TIME);
    var late = sample(PS1, TIME.minus(10_001));
    ps1.getTimestampForRecord(BEHIND, late);
    assertThat(late.getHeaders().lastHeader(EventTimePolicies.LATENESS_HEADER).value())
        .isEqualTo("10001".getBytes(UTF_8));
  }

  @Test
  void reopenedReaderKeepsSilenceOfItsPartitions() {
    policy(PS1).getTimestampForRecord(BEHIND, sample(PS1, TIME));
    var se = policy(SE);
    Instant reported = policy(PS1).getWatermark(BEHIND);
    assertThat(watermarkWhenIdle(se, 0)).as("idle").isEqualTo(reported);

    var copy = SerializableUtils.clone(policies);
    var reopened = copy.createTimestampPolicy(PS1, Optional.of(reported));
    reopened.getTimestampForRecord(BEHIND, sample(PS1, TIME.plus(3_000)));
    var idleAgain = copy.createTimestampPolicy(SE, Optional.of(reported));
    var notYetAsked = context(-1, BoundedWindow.TIMESTAMP_MIN_VALUE);

    assertThat(idleAgain.getWatermark(notYetAsked)).isEqualTo(TIME.plus(2_000));
  }

  @Test
  void eachSourceHasAClockOfItsOwn() {
    var ps1 = policy(PS1);
    ps1.getTimestampForRecord(BEHIND, sample(PS1, TIME));
    ps1.getWatermark(BEHIND);
    assertThat(newPolicies().createTimestampPolicy(PS1, Optional.empty()).getWatermark(BEHIND))
        .isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
  }
}
