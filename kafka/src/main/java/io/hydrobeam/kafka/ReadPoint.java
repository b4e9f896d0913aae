package io.hydrobeam.kafka;

/**
 * What a reader tells of a partition: all readings before an offset are older than a time.
 *
 * @param millis the time, epoch milliseconds of event time
 * @param offset the offset
 */
public record ReadPoint(long millis, long offset) {}
