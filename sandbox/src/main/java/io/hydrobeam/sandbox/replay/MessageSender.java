package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.server.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends messages to the sensor topics, each once and in order, across retries: acknowledged by all
 * replicas, idempotent. The first message that cannot be delivered ends the sender with an error.
 */
final class MessageSender implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final KafkaCluster cluster;
  private final List<String> topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile Failure failure;

  /**
   * First failure of a message.
   *
   * @param cause the exception of the client
   * @param message the error for the user
   */
  private record Failure(Exception cause, UserException message) {}

  /** Connects to the broker, and checks that the broker answers and has the topics. */
  MessageSender(KafkaCluster cluster, String topicPrefix) {
    this.cluster = cluster;
    topics = Sensor.all().stream().map(sensor -> Topics.of(sensor, topicPrefix)).toList();
    Topics.require(cluster, topics);
    producer =
        new KafkaProducer<>(
            cluster.with(settings()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Queues a message for sending. Blocks only if too many messages are in flight. */
  void send(Sensor sensor, byte[] key, byte[] message, long timestampMillis) {
    if (failure != null) {
      throw wholeFailure();
    }
    String topic = topics.get(sensor.ordinal());
    try {
      producer.send(
          new ProducerRecord<>(topic, null, timestampMillis, key, message),
          (metadata, problem) -> note(problem, topic, timestampMillis));
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Waits until the broker has acknowledged all messages. */
  void flush() {
    producer.flush();
    if (failure != null) {
      throw wholeFailure();
    }
  }

  /**
   * Returns the failure with its cause. The broker reports the cause of a refused batch only for
   * the invalid records. The other records fail before or after them without a cause.
   */
  private UserException wholeFailure() {
    if (failure.cause().getClass() == KafkaException.class) {
      producer.flush();
    }
    return failure.message();
  }

  /** Keeps the first failure. A failure because of the timestamp of a record takes precedence. */
  private synchronized void note(Exception problem, String topic, long timestampMillis) {
    if (problem == null) {
      return;
    }
    if (isOfTime(problem)) {
      if (failure == null || !isOfTime(failure.cause())) {
        failure =
            new Failure(
                problem, refused(topic, Instant.ofEpochMilli(timestampMillis), Instant.now()));
      }
    } else if (failure == null) {
      failure = new Failure(problem, failed(problem));
    }
  }

  /**
   * Returns true for an invalid timestamp. With several invalid records in a batch, the client only
   * gets the cause as a text.
   */
  private static boolean isOfTime(Throwable problem) {
    return problem instanceof InvalidTimestampException
        || problem instanceof InvalidRecordException
            && problem.getMessage().toLowerCase(Locale.ROOT).contains("timestamp");
  }

  private UserException refused(String topic, Instant time, Instant now) {
    boolean ahead = time.isAfter(now);
    return UserException.failed(
        "The broker at %s refuses a message of %s for its time, %s, which is %s its clock by"
            + " more than message.timestamp.%s.max.ms of the topic allows%s. Give another"
            + " --start, or raise it on the topics; what was sent before stays there.",
        cluster,
        topic,
        time,
        ahead ? "ahead of" : "behind",
        ahead ? "after" : "before",
        ahead ? ", an hour by default" : "");
  }

  @Override
  public void close() {
    producer.close(STOP_WITHIN);
  }

  private UserException failed(Exception cause) {
    return UserException.failed(
        "The broker at %s did not take the messages: %s Check that it runs; what was sent"
            + " before stays in the topics.",
        cluster, cause.getMessage());
  }

  private static Map<String, Object> settings() {
    // The client is idempotent, with acknowledgement by all replicas, by default.
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
