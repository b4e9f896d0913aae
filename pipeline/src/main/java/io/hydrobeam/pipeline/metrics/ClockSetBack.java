package io.hydrobeam.pipeline.metrics;

/**
 * Notices when the machine's clock is set back, by a clock that never is. Not safe for use by
 * several threads.
 */
final class ClockSetBack {
  private static final long TOLERATED_MILLIS = 10_000;
  private static final long NANOS_A_MILLI = 1_000_000;

  private boolean hasLooked;
  private long difference;

  /**
   * Looks at both clocks.
   *
   * @param wallMillis {@link System#currentTimeMillis}
   * @param steadyNanos {@link System#nanoTime}
   * @return by how many milliseconds the clock was set back since the last look; 0 if by no more
   *     than ten seconds
   */
  long look(long wallMillis, long steadyNanos) {
    long before = difference;
    difference = wallMillis - steadyNanos / NANOS_A_MILLI;
    long back = hasLooked ? before - difference : 0;
    hasLooked = true;
    return back > TOLERATED_MILLIS ? back : 0;
  }
}
