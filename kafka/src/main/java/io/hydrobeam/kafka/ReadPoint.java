package io.hydrobeam.kafka;

/**
 * Progress that a reader reports for a partition: all readings before the offset are older than the
 * time.
 *
 * @param millis the event time, epoch milliseconds
 * @param offset the offset
 */
public record ReadPoint(long millis, long offset) {}
