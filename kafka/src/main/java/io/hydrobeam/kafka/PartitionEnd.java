package io.hydrobeam.kafka;

/**
 * End of a partition.
 *
 * @param offset the offset of the next record
 * @param stable the last stable offset. Later records belong to an open transaction or follow its
 *     first record, and are not delivered before the transaction ends.
 */
public record PartitionEnd(long offset, long stable) {
  /** Returns whether Kafka holds records that are not delivered yet. */
  public boolean hasOpenTransaction() {
    return stable < offset;
  }
}
