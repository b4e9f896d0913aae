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
 * Records in, each published on the topic that it names, acknowledged by all replicas. At least
 * once: when a bundle is tried again its records are published again.
 */
public final class PublishRecords
    extends PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  /** The most bytes that the producer sends at once. */
  static final int LARGEST_REQUEST = 16 << 20;

  private final KafkaCluster cluster;

  private PublishRecords(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /** Publishes on this cluster. */
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
                    // KafkaIO's three would not outlast the election of a leader
                    "retries",
                    Integer.MAX_VALUE,
                    // a dead letter is as large as what came in, and has up to nine headers more
                    "max.request.size",
                    LARGEST_REQUEST,
                    "compression.type",
                    "lz4",
                    "linger.ms",
                    5))
            .withProducerFactoryFn(SharedProducers.of(cluster)));
  }
}
