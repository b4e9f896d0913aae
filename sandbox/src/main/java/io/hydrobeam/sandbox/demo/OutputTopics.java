package io.hydrobeam.sandbox.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.server.SandboxConfig;
import io.hydrobeam.sandbox.server.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the output topics of the stream into a tally, and counts the messages sent to the stream.
 */
final class OutputTopics implements AutoCloseable {
  private static final String PREFIX = SandboxConfig.DEFAULT_TOPIC_PREFIX;
  private static final String FEATURES = PREFIX + Topics.FEATURES;
  private static final String ALERTS = PREFIX + Topics.ALERTS;
  private static final String DEAD_LETTERS = PREFIX + Topics.DEAD_LETTERS;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tally tally;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> outputs;
  private final List<TopicPartition> sensors;

  OutputTopics(KafkaCluster kafka, Tally tally) {
    this.tally = tally;
    consumer =
        new KafkaConsumer<>(
            kafka.with(Map.of("max.poll.records", 5_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    outputs = partitions(Stream.of(FEATURES, ALERTS, DEAD_LETTERS));
    sensors = partitions(Sensor.all().stream().map(sensor -> Topics.of(sensor, PREFIX)));
    consumer.assign(outputs);
    consumer.seekToBeginning(outputs);
  }

  /** Reads new messages, and waits for the given time if there are none. */
  void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> published : consumer.poll(wait)) {
      add(published);
    }
  }

  /** Reads all available messages. */
  void drain() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(outputs);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(Duration.ofMillis(100));
    }
  }

  /** Returns the number of messages in the sensor topics. */
  long samplesIn() {
    return consumer.endOffsets(sensors).values().stream().mapToLong(end -> end).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void add(ConsumerRecord<byte[], byte[]> published) {
    try {
      switch (published.topic().substring(PREFIX.length())) {
        case Topics.FEATURES -> tally.addRow(JSON.readTree(published.value()));
        case Topics.ALERTS -> tally.addAlert(Alert.of(JSON.readTree(published.value())));
        default ->
            tally.addDeadLetter(
                header(published, "reason"),
                header(published, "source_topic")
                    + "/"
                    + header(published, "source_partition")
                    + "/"
                    + header(published, "source_offset"));
      }
    } catch (IOException e) {
      throw UserException.failed(
          "Message %d of %s is not JSON: %s",
          published.offset(), published.topic(), e.getMessage());
    }
  }

  private static String header(ConsumerRecord<?, ?> published, String name) {
    Header header = published.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private List<TopicPartition> partitions(Stream<String> topics) {
    return topics
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}
