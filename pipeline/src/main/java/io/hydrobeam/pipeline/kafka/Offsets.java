package io.hydrobeam.pipeline.kafka;

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
 * Offsets of partitions, in their order. An open transaction is not there yet. What is told leaves
 * out the partitions that do not answer, as one whose leader is away; only if none answers, it
 * fails.
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
    return of(admin, partitions, OffsetSpec.earliest(), SOON_MILLIS);
  }

  /**
   * The offsets that the next records will have, of partitions that answer within three seconds.
   *
   * @throws ExecutionException if no partition answers
   */
  public static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return of(admin, partitions, OffsetSpec.latest(), SOON_MILLIS);
  }

  /**
   * The offsets of such records, or the end of a partition that has none, of partitions that answer
   * within ten seconds.
   */
  static Map<TopicPartition, Long> orEnds(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    // Asked for first, so that what comes in between is read.
    Map<TopicPartition, Long> ends = of(admin, partitions, OffsetSpec.latest(), AT_LEISURE_MILLIS);
    Map<TopicPartition, Long> offsets = of(admin, partitions, spec, AT_LEISURE_MILLIS);
    offsets.keySet().retainAll(ends.keySet());
    offsets.replaceAll((partition, offset) -> offset == NONE ? ends.get(partition) : offset);
    return offsets;
  }

  private static Map<TopicPartition, Long> of(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec, int millis)
      throws ExecutionException, InterruptedException {
    var specs = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> specs.put(partition, spec));
    var answers =
        admin.listOffsets(
            specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(millis));
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
