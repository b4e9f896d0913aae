package io.hydrobeam.pipeline.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of what there is to read of partitions has been read, counted by offsets from where a
 * run begins. Safe for use by several threads.
 */
final class ReadShares {
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> openedAt = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

  /** Nothing is read yet, and no end is known. */
  ReadShares(Map<TopicPartition, Long> starts) {
    this.starts = starts;
  }

  /** A consumer begins at this offset: what one before has handed out further on comes again. */
  void openAt(TopicPartition partition, long offset) {
    positions.remove(partition);
    openedAt.put(partition, offset);
    next.put(partition, offset);
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

  /**
   * The offset before which no record is left that a reader of this partition would get: behind
   * marks and the records of aborted transactions; -1 if the reader has not taken all that was
   * read.
   *
   * @param taken the offset behind the last record that the reader has taken; -1 for none
   */
  long passed(TopicPartition partition, long taken) {
    Long position = positions.get(partition);
    // Asked for after: what was read before the position was there is in it.
    long read = next(partition);
    long opened = openedAt.getOrDefault(partition, starts.get(partition));
    return position != null && (taken >= read || read == opened) ? position : -1;
  }

  /** Whether no record before this offset is left to be read of a partition. */
  boolean isReadUpTo(TopicPartition partition, long offset) {
    return next.getOrDefault(partition, starts.get(partition)) >= offset;
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
