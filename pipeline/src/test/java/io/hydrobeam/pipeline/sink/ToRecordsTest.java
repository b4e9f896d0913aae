package io.hydrobeam.pipeline.sink;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.kafka.JsonRows;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.RowColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class ToRecordsTest {
  private static final byte[] NO_TEXT = {0, -1, (byte) 0xc3};

  /** Checks the records that come out of the pipeline: through their coder, as they are sent. */
  private static <T> void check(
      T element,
      PTransform<PCollection<T>, PCollection<ProducerRecord<byte[], byte[]>>> toRecords,
      SerializableFunction<Iterable<ProducerRecord<byte[], byte[]>>, Void> checker) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PAssert.that(pipeline.apply(Create.of(List.of(element))).apply(toRecords)).satisfies(checker);
    pipeline.run().waitUntilFinish();
  }

  private static ProducerRecord<byte[], byte[]> only(
      Iterable<ProducerRecord<byte[], byte[]>> records) {
    var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
    records.forEach(all::add);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    var headers = new LinkedHashMap<String, String>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }

  @Test
  void rowIsKeyedByItsRig() {
    var element = row("Prüfstand 1", 3, START, 0, full());
    byte[] json = JsonRows.encode(RowColumns.all(), element);
    check(
        element,
        ToRecords.ofRows("hydraulic-features"),
        records -> {
          var record = only(records);
          assertThat(record.topic()).isEqualTo("hydraulic-features");
          assertThat(record.key()).isEqualTo("Prüfstand 1".getBytes(UTF_8));
          assertThat(record.value()).isEqualTo(json);
          assertThat(record.headers()).isEmpty();
          return null;
        });
  }

  @Test
  void deadLetterKeepsItsBytesAndSaysWhereItCameFrom() {
    var message = new Message("hydraulic-PS1", 2, 1L << 40, NO_TEXT, NO_TEXT, 0);
    check(
        new DeadLetter(message, Reason.NOT_JSON, "the message is no object: 日"),
        ToRecords.ofDeadLetters("hydraulic-dead-letter", 1_000_000),
        records -> {
          var record = only(records);
          assertThat(record.topic()).isEqualTo("hydraulic-dead-letter");
          assertThat(record.partition()).isNull();
          assertThat(record.key()).isEqualTo(NO_TEXT);
          assertThat(record.value()).isEqualTo(NO_TEXT);
          assertThat(headers(record))
              .containsExactly(
                  Map.entry("reason", "not_json"),
                  Map.entry("detail", "the message is no object: 日"),
                  Map.entry("source_topic", "hydraulic-PS1"),
                  Map.entry("source_partition", "2"),
                  Map.entry("source_offset", "1099511627776"));
          return null;
        });
  }

  private static DeadLetter letterWith(Message.Header... headers) {
    var message =
        new Message("t", 0, 7, Message.NO_TIMESTAMP, NO_TEXT, NO_TEXT, List.of(headers), 0, false);
    return new DeadLetter(message, Reason.NOT_JSON, "x");
  }

  private static Message.Header header(String name, String value) {
    return new Message.Header(name, value.getBytes(UTF_8));
  }

  @Test
  void headersOfTheProducerComeFirstAsTheyWere() {
    check(
        letterWith(header("trace", "1"), new Message.Header("none", null), header("trace", "2")),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          var headers = only(records).headers().toArray();
          assertThat(headers)
              .extracting(Header::key)
              .startsWith("trace", "none", "trace", "reason", "detail", "source_topic");
          assertThat(headers[0].value()).asString(UTF_8).isEqualTo("1");
          assertThat(headers[1].value()).isNull();
          assertThat(headers[2].value()).asString(UTF_8).isEqualTo("2");
          return null;
        });
  }

  @Test
  void ownHeadersHaveAPrefixWhereTheProducerUsesOneOfTheirNames() {
    check(
        letterWith(header("lateness_ms", "17")),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records)))
              .containsExactly(
                  Map.entry("lateness_ms", "17"),
                  Map.entry("hydrobeam_reason", "not_json"),
                  Map.entry("hydrobeam_detail", "x"),
                  Map.entry("hydrobeam_source_topic", "t"),
                  Map.entry("hydrobeam_source_partition", "0"),
                  Map.entry("hydrobeam_source_offset", "7"));
          return null;
        });
  }

  @Test
  void deadLetterThatFailsAgainAndAgainKeepsAllReasons() {
    check(
        letterWith(header("reason", "late"), header("hydrobeam_reason", "bad_rig")),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records)))
              .containsEntry("reason", "late")
              .containsEntry("hydrobeam_reason", "bad_rig")
              .containsEntry("hydrobeam_hydrobeam_reason", "not_json");
          return null;
        });
  }

  @Test
  void oversizedHeadersAreDroppedAndReported() {
    check(
        letterWith(header("reason", "x"), header("large", "x".repeat(600_000))),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records)))
              .doesNotContainKey("large")
              .containsEntry("reason", "not_json")
              .containsEntry("headers_cut_from_bytes", "600032");
          assertThat(only(records).value()).isEqualTo(NO_TEXT);
          return null;
        });
  }

  @Test
  void valueIsCutToTheRoomThatHeadersLeave() {
    var message =
        new Message(
            "t",
            0,
            7,
            Message.NO_TIMESTAMP,
            NO_TEXT,
            new byte[900_000],
            List.of(header("large", "x".repeat(400_000))),
            0,
            false);
    check(
        new DeadLetter(message, Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records))).containsEntry("cut_from_bytes", "900000");
          assertThat(only(records).value()).hasSizeBetween(590_000, 599_900);
          return null;
        });
  }

  @Test
  void deadLetterMayHaveNeitherKeyNorValue() {
    check(
        new DeadLetter(new Message("t", 0, 0, null, null, 0), Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(only(records).key()).isNull();
          assertThat(only(records).value()).isNull();
          return null;
        });
  }

  @Test
  void deadLetterMayHaveAnEmptyKeyAndValue() {
    check(
        new DeadLetter(new Message("t", 0, 0, new byte[0], new byte[0], 0), Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(only(records).key()).isEmpty();
          assertThat(only(records).value()).isEmpty();
          return null;
        });
  }

  @Test
  void lateSampleSaysHowLateItWas() {
    check(
        new DeadLetter(new Message("t", 0, 0, null, NO_TEXT, 12_345), Reason.LATE, "late"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records)))
              .containsEntry("reason", "late")
              .containsEntry("lateness_ms", "12345");
          return null;
        });
  }

  @Test
  void sampleFromTheFutureSaysHowFarAheadItWas() {
    check(
        new DeadLetter(
            new Message("t", 0, 0, null, NO_TEXT, -12_345), Reason.FROM_THE_FUTURE, "ahead"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(headers(only(records)))
              .containsEntry("reason", "from_the_future")
              .containsEntry("ahead_ms", "12345")
              .doesNotContainKey("lateness_ms");
          return null;
        });
  }

  @Test
  void deadLetterThatTheTopicWouldRefuseIsCutAndSaysSo() {
    var value = new byte[1_000_000];
    value[0] = 7;
    check(
        new DeadLetter(new Message("t", 0, 0, NO_TEXT, value, 0), Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          var record = only(records);
          assertThat(record.value()).startsWith(7).hasSizeBetween(990_000, 999_000);
          assertThat(headers(record)).containsEntry("cut_from_bytes", "1000000");
          return null;
        });
  }

  @Test
  void oversizedKeyIsCutAndLeavesRoomForTheValue() {
    var key = new byte[2_000_000];
    key[0] = 7;
    for (int length : List.of(400_000, 1_000_000)) {
      check(
          new DeadLetter(new Message("t", 0, 0, key, new byte[length], 0), Reason.NOT_JSON, "x"),
          ToRecords.ofDeadLetters("dead", 1_000_000),
          records -> {
            var record = only(records);
            assertThat(record.key()).startsWith(7).hasSizeBetween(490_000, 499_900);
            assertThat(record.value()).hasSizeBetween(400_000, 499_900);
            assertThat(headers(record)).containsEntry("key_cut_from_bytes", "2000000");
            assertThat(headers(record).get("cut_from_bytes"))
                .isEqualTo(length == 400_000 ? null : "1000000");
            return null;
          });
    }
  }

  @Test
  void keyIsCutEvenWhereThereIsNoValue() {
    check(
        new DeadLetter(new Message("t", 0, 0, new byte[1_000_000], null, 0), Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 1_000_000),
        records -> {
          assertThat(only(records).key()).hasSizeLessThan(999_000);
          assertThat(only(records).value()).isNull();
          return null;
        });
  }

  @Test
  void deadLetterIsNoLargerThanTheProducerSends() {
    var value = new byte[(16 << 20) + 1];
    check(
        new DeadLetter(new Message("t", 0, 0, NO_TEXT, value, 0), Reason.NOT_JSON, "x"),
        ToRecords.ofDeadLetters("dead", 64 << 20),
        records -> {
          assertThat(only(records).value()).hasSizeBetween((16 << 20) - 4_096, (16 << 20) - 1_024);
          return null;
        });
  }

  @Test
  void topicsAreNamedByThePrefix() {
    var topics = new SensorTopics("hydraulic-");
    assertThat(topics.features()).isEqualTo("hydraulic-features");
    assertThat(topics.alerts()).isEqualTo("hydraulic-alerts");
    assertThat(topics.deadLetters()).isEqualTo("hydraulic-dead-letter");
    assertThat(new SensorTopics("").features()).isEqualTo("features");
  }
}
