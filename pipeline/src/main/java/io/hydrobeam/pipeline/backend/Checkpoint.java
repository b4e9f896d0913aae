package io.hydrobeam.pipeline.backend;

/**
 * Checkpoint of a run, from which the runner can restart.
 *
 * @param bytes size in bytes
 * @param writtenMillis time of the last write, epoch milliseconds
 */
public record Checkpoint(long bytes, long writtenMillis) {}
