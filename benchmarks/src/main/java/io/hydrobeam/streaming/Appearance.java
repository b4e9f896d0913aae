package io.hydrobeam.streaming;

/**
 * When a row was there.
 *
 * @param atMillis when, epoch milliseconds
 * @param windowEndMillis the end of the row's window, epoch milliseconds
 * @param samples the samples in the row
 */
record Appearance(long atMillis, long windowEndMillis, long samples) {
  /** How long after the end of its window, milliseconds. */
  long latencyMillis() {
    return atMillis - windowEndMillis;
  }
}
