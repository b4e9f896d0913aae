package io.hydrobeam.pipeline.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of what there is to read of partitions has been read, counted by offsets from where a
 * run begins. Safe for use by several threads.
 */
final class ReadShares {
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

  /** Nothing is read yet, and no end is known. */
  ReadShares(Map<TopicPartition, Long> starts) {
    this.starts = starts;
  }

  /** A partition is read up to before this offset. */
  void read(TopicPartition partition, long offset) {
    next.put(partition, offset);
  }

  /** The offset up to before which a partition is read here; where it begins before that. */
  long next(TopicPartition partition) {
    return next.getOrDefault(partition, starts.get(partition));
  }

  /** There are no records between what is read of a partition and this offset. */
  void nothingBefore(TopicPartition partition, long offset) {
    positions.put(partition, offset);
  }

  /**
   * The offset that a record at the end of a partition would have, had Kafka not put the marks of
   * transactions behind the last one.
   *
   * @param end the offset that the next record will have
   */
  long endOfRecords(TopicPartition partition, long end) {
    return positions.getOrDefault(partition, -1L) < end ? end : next(partition);
  }

  /** The next records will have these offsets, or would, see {@link #endOfRecords}. */
  void endAt(Map<TopicPartition, Long> offsets) {
    ends.putAll(offsets);
  }

  /**
   * The share of a partition: 0 while its end is not known, 1 if all is read or there is nothing.
   */
  double of(TopicPartition partition) {
    Long end = ends.get(partition);
    if (end == null) {
      return 0;
    }
    long start = starts.get(partition);
    long read = next.getOrDefault(partition, start) - start;
    return read >= end - start ? 1 : (double) read / (end - start);
  }
}
