package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.parse.ReadingParser;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** A consumer whose broker is not there: what it would ask for. */
class SensorConsumerTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:45Z");
  private static final Map<TopicPartition, Long> STARTS = Map.of(PS1, 7L, SE, 9L);

  private final EventTimePolicies policies =
      new EventTimePolicies(
          ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC),
          new TimeSettings(
              Duration.standardSeconds(1),
              Duration.standardSeconds(10),
              Duration.standardSeconds(5),
              Duration.standardMinutes(1),
              Duration.standardHours(1),
              null,
              Duration.standardMinutes(1),
              Duration.standardSeconds(1),
              Duration.standardSeconds(1)),
          STARTS);

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config =
        Map.of(
            "key.deserializer", ByteArrayDeserializer.class,
            "value.deserializer", ByteArrayDeserializer.class);
    KafkaCluster nobody = KafkaCluster.of("localhost:1", null);
    Consumer<byte[], byte[]> consumer =
        SensorConsumer.of(nobody, STARTS, null, policies).apply(config);
    consumer.assign(STARTS.keySet());
    return consumer;
  }

  private TimestampPolicy<byte[], byte[]> policy(TopicPartition partition) {
    return policies.createTimestampPolicy(partition, Optional.empty());
  }

  private static void read(
      TimestampPolicy<byte[], byte[]> policy, TopicPartition partition, Instant time) {
    policy.getTimestampForRecord(null, EventTimePoliciesTest.sample(partition, time));
  }

  private static ConsumerRecord<byte[], byte[]> kept(TopicPartition from, long offset, long at) {
    return new ConsumerRecord<>(
        from.topic(),
        from.partition(),
        offset,
        at,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void recordsOlderThanTheBeginningArePassedOver() {
    var records =
        new ConsumerRecords<>(
            Map.of(
                PS1, List.of(kept(PS1, 1, 99), kept(PS1, 2, 100), kept(PS1, 4, 98)),
                SE, List.of(kept(SE, 7, 99))));
    assertThat(SensorConsumer.notOlder(records, 100))
        .singleElement()
        .satisfies(record -> assertThat(record.offset()).isEqualTo(2));
    assertThat(SensorConsumer.notOlder(records, Long.MIN_VALUE)).hasSize(4);
  }

  @Test
  void itBeginsWhereTheRunBegins() {
    try (var consumer = consumer()) {
      assertThat(consumer.position(PS1)).isEqualTo(7);
      assertThat(consumer.position(SE)).isEqualTo(9);
    }
  }

  @Test
  @SuppressWarnings("deprecation") // this is what KafkaIO calls
  void partitionThatIsFarAheadWaitsForOneOfWhichLessIsRead() {
    var ps1 = policy(PS1);
    var se = policy(SE);
    policies.shares().endAt(Map.of(PS1, 1_007L, SE, 109L));
    read(ps1, PS1, TIME);
    read(se, SE, TIME.plus(Duration.standardMinutes(9)));
    try (var consumer = consumer()) {
      policies.shares().read(SE, 59);
      consumer.poll(0);
      assertThat(consumer.paused()).isEqualTo(Set.of(SE));

      policies.shares().read(PS1, 807);
      consumer.poll(0);
      assertThat(consumer.paused()).isEmpty();
    }
  }
}
