package io.hydrobeam.streaming;

/**
 * How a simulated rig was played.
 *
 * @param atMillis when its first sample was sent, epoch milliseconds
 * @param startMillis the event time of that sample, epoch milliseconds
 * @param speed how much faster than real time, above 0
 * @param seconds of event time that were played
 */
record Sending(long atMillis, long startMillis, double speed, int seconds) {
  private static final long MILLIS = 1000;

  /** When the samples of this event time were sent, epoch milliseconds. */
  long sentAt(long eventMillis) {
    return atMillis + Math.round((eventMillis - startMillis) / speed);
  }

  /** The event time of the end, epoch milliseconds. */
  long endMillis() {
    return startMillis + seconds * MILLIS;
  }
}
