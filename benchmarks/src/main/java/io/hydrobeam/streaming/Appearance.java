package io.hydrobeam.streaming;

/**
 * Time of appearance of a row.
 *
 * @param atMillis the time of appearance, in epoch milliseconds
 * @param windowEndMillis the end of the window of the row, in epoch milliseconds
 * @param samples the number of samples in the row
 */
record Appearance(long atMillis, long windowEndMillis, long samples) {
  /** Returns the time from the end of the window to the appearance, in milliseconds. */
  long latencyMillis() {
    return atMillis - windowEndMillis;
  }
}
