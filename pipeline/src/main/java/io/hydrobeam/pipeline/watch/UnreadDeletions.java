package io.hydrobeam.pipeline.watch;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records that Kafka deleted before a run had read them: its client passes over them
 * without a word. What was read and not yet parsed when it was deleted counts as well. As in {@link
 * TopicState}, gaps between offsets count as records. Not safe for use by several threads.
 */
final class UnreadDeletions {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadDeletions.class);

  private final Map<TopicPartition, Long> countedUpTo = new HashMap<>();
  private long records;

  /**
   * Looks once.
   *
   * @param beginnings the offset of the oldest record that each partition still has
   * @param next the offset that is read next
   * @return how many records were deleted so far
   */
  long take(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> next) {
    beginnings.forEach(
        (partition, oldest) -> {
          long from = Math.max(next.get(partition), countedUpTo.getOrDefault(partition, 0L));
          if (oldest > from) {
            countedUpTo.put(partition, oldest);
            records += oldest - from;
            LOG.warn(
                "Kafka has deleted {} records of {} before they were read, so rows of that time are"
                    + " missing or incomplete; the stream is further behind than retention.ms or"
                    + " retention.bytes allow, so raise them",
                oldest - from,
                partition);
          }
        });
    return records;
  }
}
