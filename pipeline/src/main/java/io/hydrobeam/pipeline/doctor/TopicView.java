package io.hydrobeam.pipeline.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A topic as its broker describes it.
 *
 * @param name its name
 * @param partitions its partitions, at least one
 * @param settings its settings by name, the broker's where it has none of its own; empty if this
 *     user may not see them
 * @param rights what this user may do with it; null if the broker does not tell
 */
record TopicView(
    String name,
    List<TopicPartitionInfo> partitions,
    Map<String, String> settings,
    @Nullable Set<AclOperation> rights) {

  /** The number of copies of the partition that has the fewest. */
  int replicas() {
    return partitions.stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
  }

  /** A setting that is a number, or another number where this user may not see it. */
  long number(String setting, long otherwise) {
    String value = settings.get(setting);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
