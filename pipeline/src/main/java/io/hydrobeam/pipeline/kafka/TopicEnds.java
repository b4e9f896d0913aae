package io.hydrobeam.pipeline.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where partitions end, asked again and again by one client. Safe for use by one thread. */
public final class TopicEnds implements AutoCloseable {
  private final Admin admin;
  private final Set<TopicPartition> partitions;

  private TopicEnds(Admin admin, Set<TopicPartition> partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /** The ends of these partitions. */
  public static TopicEnds of(KafkaCluster cluster, Set<TopicPartition> partitions) {
    return new TopicEnds(cluster.admin(), Set.copyOf(partitions));
  }

  /**
   * The offsets that the next records will have.
   *
   * @throws ExecutionException if the broker does not answer within ten seconds
   */
  public Map<TopicPartition, Long> now() throws ExecutionException, InterruptedException {
    return SensorTopics.offsets(admin, partitions, OffsetSpec.latest());
  }

  @Override
  public void close() {
    admin.close();
  }
}
