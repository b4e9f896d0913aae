package io.hydrobeam.pipeline.backend;

/**
 * A micro-batch that is done.
 *
 * @param records how many records it read
 * @param seconds how long it was worked on
 * @param delaySeconds how long it waited for that
 * @param waiting how many other batches wait or are worked on now
 */
public record Batch(long records, double seconds, double delaySeconds, long waiting) {}
