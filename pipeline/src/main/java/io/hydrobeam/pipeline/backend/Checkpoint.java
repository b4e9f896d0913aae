package io.hydrobeam.pipeline.backend;

/**
 * What a runner keeps of a run to go on from.
 *
 * @param bytes its size
 * @param writtenMillis when it was last written, epoch milliseconds
 */
public record Checkpoint(long bytes, long writtenMillis) {}
