package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.pipeline.kafka.KafkaCluster;
import io.hydrobeam.sandbox.FailedException;
import io.hydrobeam.sandbox.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends messages to the sensors' topics, each once and in order, whatever the broker does: acks of
 * all replicas, idempotent. The first message that cannot be delivered ends it, with the reason.
 */
final class MessageSender implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final KafkaCluster cluster;
  private final List<String> topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Callback noteFailure =
      (metadata, problem) -> {
        if (problem != null) {
          failure = problem;
        }
      };
  private volatile Exception failure;

  /** Connects, once it is sure that the broker answers and has the topics. */
  MessageSender(KafkaCluster cluster, String topicPrefix) {
    this.cluster = cluster;
    topics = Sensor.all().stream().map(sensor -> Topics.of(sensor, topicPrefix)).toList();
    Topics.require(cluster, topics);
    producer =
        new KafkaProducer<>(
            cluster.with(settings()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Hands a message over for sending, and waits only if too many are under way. */
  void send(Sensor sensor, byte[] key, byte[] message, long timestampMillis) {
    if (failure != null) {
      throw failed(failure);
    }
    String topic = topics.get(sensor.ordinal());
    try {
      producer.send(new ProducerRecord<>(topic, null, timestampMillis, key, message), noteFailure);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Returns when every message that was sent is with the broker. */
  void flush() {
    producer.flush();
    if (failure != null) {
      throw failed(failure);
    }
  }

  @Override
  public void close() {
    producer.close(STOP_WITHIN);
  }

  private FailedException failed(Exception cause) {
    return new FailedException(
        String.format(
            "The broker at %s did not take the messages: %s Check that it runs; what was sent"
                + " before stays in the topics.",
            cluster, cause.getMessage()),
        cause);
  }

  private static Map<String, Object> settings() {
    // Acknowledged by all replicas, and idempotent: the client's defaults, which it relies on.
    return Map.of(
        "client.id",
        "hydrobeam-replay",
        "linger.ms",
        10,
        "batch.size",
        1 << 17,
        "buffer.memory",
        64L << 20,
        "compression.type",
        "lz4",
        "request.timeout.ms",
        10_000,
        "delivery.timeout.ms",
        30_000,
        "max.block.ms",
        30_000L);
  }
}
