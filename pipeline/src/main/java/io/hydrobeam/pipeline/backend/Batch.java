package io.hydrobeam.pipeline.backend;

/**
 * Completed micro-batch.
 *
 * @param records number of records read
 * @param seconds processing time
 * @param delaySeconds scheduling delay before processing
 * @param waiting number of other batches waiting or in progress now
 */
public record Batch(long records, double seconds, double delaySeconds, long waiting) {}
