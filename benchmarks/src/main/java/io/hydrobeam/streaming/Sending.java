package io.hydrobeam.streaming;

/**
 * Timing of a simulated rig during a run.
 *
 * @param atMillis the time of sending the first sample, in epoch milliseconds
 * @param startMillis the event time of the first sample, in epoch milliseconds
 * @param speed the speed as a multiple of real time, above 0
 * @param seconds the played event time, in seconds
 */
record Sending(long atMillis, long startMillis, double speed, int seconds) {
  private static final long MILLIS = 1000;

  /** Returns the sending time of the samples of an event time, in epoch milliseconds. */
  long sentAt(long eventMillis) {
    return atMillis + Math.round((eventMillis - startMillis) / speed);
  }

  /** Returns the event time of the end, in epoch milliseconds. */
  long endMillis() {
    return startMillis + seconds * MILLIS;
  }
}
