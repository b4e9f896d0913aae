package io.hydrobeam.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publisher of alerts about the stream itself. Connects on the first alert. */
public final class StreamAlerts implements AutoCloseable {
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);

  private final KafkaCluster cluster;
  private final String topic;
  private Producer<byte[], byte[]> producer;

  /** Creates a publisher for this topic. */
  public StreamAlerts(KafkaCluster cluster, String topic) {
    this.cluster = cluster;
    this.topic = topic;
  }

  /**
   * Publishes an alert and waits for all replicas.
   *
   * @throws ExecutionException if the alert is not accepted within two minutes
   */
  public synchronized void publish(StreamAlert alert)
      throws ExecutionException, InterruptedException {
    if (producer == null) {
      producer = producer(cluster);
    }
    producer.send(alert.record(topic)).get();
  }

  private static Producer<byte[], byte[]> producer(KafkaCluster cluster) {
    return new KafkaProducer<>(
        cluster.with(Map.of("acks", "all", "enable.idempotence", true)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(TO_CLOSE);
    }
  }
}
