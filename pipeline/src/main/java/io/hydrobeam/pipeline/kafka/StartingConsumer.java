package io.hydrobeam.pipeline.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that begins at given offsets. KafkaIO takes the position of a new consumer for the
 * start of a partition that it has no checkpoint of, and seeks by itself to that of one it has. Its
 * own {@code withStartReadTime} fails for a partition without a record at or after the time.
 */
final class StartingConsumer extends KafkaConsumer<byte[], byte[]> {
  private final Map<TopicPartition, Long> offsets;

  private StartingConsumer(Map<String, Object> config, Map<TopicPartition, Long> offsets) {
    super(config);
    this.offsets = offsets;
  }

  /** Makes consumers of a cluster that begin at these offsets. */
  static SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> at(
      KafkaCluster cluster, Map<TopicPartition, Long> offsets) {
    return config -> new StartingConsumer(cluster.with(config), offsets);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    partitions.forEach(partition -> seek(partition, offsets.get(partition)));
  }
}
