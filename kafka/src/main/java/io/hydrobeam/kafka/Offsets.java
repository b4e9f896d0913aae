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
 * Offsets of partitions, in their order. Partitions that do not answer, as one whose leader is
 * away, are left out. Only if none answers, the call fails.
 */
public final class Offsets {
  private static final int SOON_MILLIS = 3_000;
  private static final int AT_LEISURE_MILLIS = 10_000;

  /** What Kafka tells of a partition without such a record. */
  private static final long NONE = -1;

  private Offsets() {}

  /**
   * The offsets of the oldest records that there still are, of partitions that answer within three
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
   * The ends of partitions that answer twice, each time within three seconds.
   *
   * @throws ExecutionException if no partition answers
   */
  public static Map<TopicPartition, PartitionEnd> ends(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    // Asked for first: a record that comes in between must not look like an open transaction.
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
   * The offsets of such records, or the end of a partition that has none, of partitions that answer
   * within ten seconds. The end is the last stable offset: what an open transaction holds comes
   * after it.
   */
  static Map<TopicPartition, Long> orEnds(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    // Asked for first, so that what comes in between is read.
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
