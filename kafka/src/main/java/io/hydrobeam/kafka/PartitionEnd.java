package io.hydrobeam.kafka;

/**
 * The end of a partition.
 *
 * @param offset the offset that the next record will have
 * @param stable the last stable offset: records from there on belong to an open transaction, or lie
 *     behind the first record of one, and are not handed out before it ends
 */
public record PartitionEnd(long offset, long stable) {
  /** Whether Kafka holds records that it does not hand out yet. */
  public boolean hasOpenTransaction() {
    return stable < offset;
  }
}
