package io.hydrobeam.pipeline.watch;

import io.hydrobeam.kafka.PartitionEnd;
import io.hydrobeam.pipeline.source.TimeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of partitions with a long open transaction. Their last stable offset stands still, and
 * Kafka returns no record behind this offset. Not thread-safe.
 */
final class OpenTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

  /**
   * Time before a warning. Transactions of Kafka Connect with small batches are shorter by default.
   */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Map<TopicPartition, Stand> stands = new HashMap<>();

  private record Stand(long stable, long sinceMillis, boolean warned) {}

  /**
   * Takes in the current ends.
   *
   * @param ends ends of the partitions that answer
   * @return partitions with a new warning: one warning per transaction
   */
  Set<TopicPartition> take(Map<TopicPartition, PartitionEnd> ends, long nowMillis) {
    var warnedOf = new HashSet<TopicPartition>();
    ends.forEach(
        (partition, end) -> {
          if (!end.hasOpenTransaction()) {
            stands.remove(partition);
            return;
          }
          Stand stand = stands.get(partition);
          if (stand == null || stand.stable() != end.stable()) {
            stands.put(partition, new Stand(end.stable(), nowMillis, false));
          } else if (!stand.warned() && nowMillis - stand.sinceMillis() >= LONGEST.toMillis()) {
            stands.put(partition, new Stand(stand.stable(), stand.sinceMillis(), true));
            warnedOf.add(partition);
            warn(partition, end, (nowMillis - stand.sinceMillis()) / 1000);
          }
        });
    return warnedOf;
  }

  private static void warn(TopicPartition partition, PartitionEnd end, long seconds) {
    LOG.warn(
        "a transaction in {} has been open for {} s: Kafka withholds {} records from offset "
            + "{} on until it ends. All rows wait for up to {} s. Is the producer gone?",
        partition,
        seconds,
        end.offset() - end.stable(),
        end.stable(),
        TimeSettings.PATIENCE.getStandardSeconds());
  }
}
