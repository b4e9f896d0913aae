package io.hydrobeam.pipeline.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Topic as described by its broker.
 *
 * @param name name of the topic
 * @param partitions partitions, at least one
 * @param settings settings by name, including broker defaults; empty if this user may not describe
 *     them
 * @param rights operations allowed for this user; null if the broker does not report rights
 */
record TopicView(
    String name,
    List<TopicPartitionInfo> partitions,
    Map<String, String> settings,
    @Nullable Set<AclOperation> rights) {

  /** Returns the smallest number of replicas of any partition. */
  int replicas() {
    return partitions.stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
  }

  /** Returns a numeric setting, or the given default if this user may not describe the setting. */
  long number(String setting, long otherwise) {
    String value = settings.get(setting);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
