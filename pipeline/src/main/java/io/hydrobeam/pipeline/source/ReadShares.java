package io.hydrobeam.pipeline.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** Shares of the partitions read so far, by offsets from the beginning of the run. Thread-safe. */
final class ReadShares {
  private final Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Long> openedAt = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

  /** Creates shares with nothing read yet and no known end. */
  ReadShares(Map<TopicPartition, Long> starts) {
    this.starts = starts;
  }

  /**
   * Opens a partition at an offset. Records from there on are read again, even if an earlier
   * consumer has returned them.
   */
  void openAt(TopicPartition partition, long offset) {
    positions.remove(partition);
    openedAt.put(partition, offset);
    next.put(partition, offset);
  }

  /** Marks a partition as read up to this offset, exclusive. */
  void read(TopicPartition partition, long offset) {
    next.put(partition, offset);
  }

  /**
   * Returns the offset up to which a partition is read in this process, exclusive. The start offset
   * if nothing is read yet.
   */
  long next(TopicPartition partition) {
    return next.getOrDefault(partition, starts.get(partition));
  }

  /** Notes an offset before which a partition has no further records. */
  void nothingBefore(TopicPartition partition, long offset) {
    positions.put(partition, offset);
  }

  /**
   * Returns the end offset of a partition without the transaction markers behind its last record.
   *
   * @param end offset of the next record to be written
   */
  long endOfRecords(TopicPartition partition, long end) {
    return positions.getOrDefault(partition, -1L) < end ? end : next(partition);
  }

  /**
   * Returns the offset before which the reader of this partition has no record left. Transaction
   * markers and records of aborted transactions are passed. Returns -1 if the reader has not taken
   * all records returned so far.
   *
   * @param taken offset behind the last record taken by the reader; -1 for none
   */
  long passed(TopicPartition partition, long taken) {
    Long position = positions.get(partition);
    // Read after the position, so that the position includes all records read before.
    long read = next(partition);
    long opened = openedAt.getOrDefault(partition, starts.get(partition));
    return position != null && (taken >= read || read == opened) ? position : -1;
  }

  /** Returns true if all records before this offset are read. */
  boolean isReadUpTo(TopicPartition partition, long offset) {
    return next.getOrDefault(partition, starts.get(partition)) >= offset;
  }

  /** Sets the end offsets of partitions, see {@link #endOfRecords}. */
  void endAt(Map<TopicPartition, Long> offsets) {
    ends.putAll(offsets);
  }

  /**
   * Returns the share of a partition: 0 while its end is unknown, 1 if everything is read or the
   * partition is empty.
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
