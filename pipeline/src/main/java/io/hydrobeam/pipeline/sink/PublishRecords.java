package io.hydrobeam.pipeline.sink;

import io.hydrobeam.kafka.KafkaCluster;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes each record on its topic, acknowledged by all replicas. Delivery is at least once: a
 * retried bundle publishes its records again.
 */
public final class PublishRecords
    extends PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Maximum request size of the producer, in bytes. */
  static final int LARGEST_REQUEST = 16 << 20;

  private final KafkaCluster cluster;

  private PublishRecords(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /** Returns the step that publishes to this cluster. */
  public static PublishRecords to(KafkaCluster cluster) {
    return new PublishRecords(cluster);
  }

  @Override
  public PDone expand(PCollection<ProducerRecord<byte[], byte[]>> records) {
    return records.apply(
        "KafkaIO",
        KafkaIO.<byte[], byte[]>writeRecords()
            .withBootstrapServers(cluster.bootstrapServers())
            .withKeySerializer(ByteArraySerializer.class)
            .withValueSerializer(ByteArraySerializer.class)
            .withProducerConfigUpdates(
                Map.of(
                    "acks",
                    "all",
                    "enable.idempotence",
                    true,
                    // KafkaIO's three retries would not outlast a leader election
                    "retries",
                    Integer.MAX_VALUE,
                    // a dead letter is as large as its message, with up to nine more headers
                    "max.request.size",
                    LARGEST_REQUEST,
                    "compression.type",
                    "lz4",
                    "linger.ms",
                    5))
            .withProducerFactoryFn(SharedProducers.of(cluster)));
  }
}
