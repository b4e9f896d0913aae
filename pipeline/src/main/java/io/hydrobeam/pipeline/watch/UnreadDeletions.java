package io.hydrobeam.pipeline.watch;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records that Kafka deleted before a run had read them. The Kafka client skips deleted
 * records silently. Records read but not yet parsed when deleted also count. Gaps between offsets
 * count as records, as in {@link TopicState}. Not thread-safe.
 */
final class UnreadDeletions {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadDeletions.class);

  private final Map<TopicPartition, Long> countedUpTo = new HashMap<>();
  private long records;

  /**
   * Takes in the current offsets.
   *
   * @param beginnings offset of the oldest record of each partition
   * @param next next offset to be read of each partition
   * @return number of deleted records so far
   */
  long take(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> next) {
    beginnings.forEach(
        (partition, oldest) -> {
          long from = Math.max(next.get(partition), countedUpTo.getOrDefault(partition, 0L));
          if (oldest > from) {
            countedUpTo.put(partition, oldest);
            records += oldest - from;
            LOG.warn(
                "Kafka deleted {} records of {} before they were read: rows of this time are "
                    + "missing or incomplete. The lag of the stream exceeds retention.ms or "
                    + "retention.bytes. Raise them",
                oldest - from,
                partition);
          }
        });
    return records;
  }
}
