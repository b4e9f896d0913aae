package io.hydrobeam.kafka;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Queries for offsets of partitions, in the order of the partitions. Partitions without an answer,
 * for example without a leader, are omitted. A query fails only if no partition answers.
 */
public final class Offsets {
  private static final int SOON_MILLIS = 3_000;
  private static final int AT_LEISURE_MILLIS = 10_000;

  /** Kafka's offset for a partition without a matching record. */
  private static final long NONE = -1;

  private Offsets() {}

  /**
   * Returns the offsets of the oldest retained records, for partitions that answer within three
   * seconds.
   *
   * @throws ExecutionException if no partition answers
   */
  public static Map<TopicPartition, Long> beginnings(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return of(admin, partitions, OffsetSpec.earliest(), READ_COMMITTED, SOON_MILLIS);
  }

  /**
   * Returns the ends of partitions that answer two requests, each within three seconds.
   *
   * @throws ExecutionException if no partition answers
   */
  public static Map<TopicPartition, PartitionEnd> ends(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    // Requested first, so that a record written in between does not look like an open transaction.
    Map<TopicPartition, Long> ends =
        of(admin, partitions, OffsetSpec.latest(), READ_UNCOMMITTED, SOON_MILLIS);
    Map<TopicPartition, Long> stable =
        of(admin, partitions, OffsetSpec.latest(), READ_COMMITTED, SOON_MILLIS);
    var both = new LinkedHashMap<TopicPartition, PartitionEnd>();
    ends.forEach(
        (partition, end) -> {
          Long last = stable.get(partition);
          if (last != null) {
            both.put(partition, new PartitionEnd(Math.max(end, last), last));
          }
        });
    return both;
  }

  /**
   * Returns the first matching offset of each partition, or the end of a partition without a match,
   * for partitions that answer within ten seconds. The end is the last stable offset, before the
   * records of any open transaction.
   *
   * @throws ExecutionException if no partition answers
   */
  static Map<TopicPartition, Long> orEnds(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    // Requested first, so that records written in between are read.
    Map<TopicPartition, Long> ends =
        of(admin, partitions, OffsetSpec.latest(), READ_COMMITTED, AT_LEISURE_MILLIS);
    Map<TopicPartition, Long> offsets =
        of(admin, partitions, spec, READ_COMMITTED, AT_LEISURE_MILLIS);
    offsets.keySet().retainAll(ends.keySet());
    offsets.replaceAll((partition, offset) -> offset == NONE ? ends.get(partition) : offset);
    return offsets;
  }

  private static Map<TopicPartition, Long> of(
      Admin admin,
      Collection<TopicPartition> partitions,
      OffsetSpec spec,
      IsolationLevel isolation,
      int millis)
      throws ExecutionException, InterruptedException {
    var specs = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> specs.put(partition, spec));
    var answers = admin.listOffsets(specs, new ListOffsetsOptions(isolation).timeoutMs(millis));
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    ExecutionException silence = null;
    for (TopicPartition partition : partitions) {
      try {
        offsets.put(partition, answers.partitionResult(partition).get().offset());
      } catch (ExecutionException e) {
        silence = e;
      }
    }
    if (offsets.isEmpty() && silence != null) {
      throw silence;
    }
    return offsets;
  }
}
