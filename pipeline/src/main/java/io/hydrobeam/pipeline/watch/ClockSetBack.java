package io.hydrobeam.pipeline.watch;

/**
 * Detects that the machine's clock was set back, by comparison with a monotonic clock. Not
 * thread-safe.
 */
final class ClockSetBack {
  private static final long TOLERATED_MILLIS = 10_000;
  private static final long LONGEST_LOOK_NANOS = 1_000_000_000;
  private static final long NANOS_A_MILLI = 1_000_000;

  private boolean hasLooked;
  private long difference;

  /**
   * Compares both clocks. A reading that takes longer than a second is ignored.
   *
   * @param before {@link System#nanoTime}
   * @param wallMillis {@link System#currentTimeMillis}
   * @param after {@link System#nanoTime}
   * @return milliseconds by which the clock was set back since the last call; 0 if at most ten
   *     seconds
   */
  long look(long before, long wallMillis, long after) {
    if (after - before > LONGEST_LOOK_NANOS) {
      return 0;
    }
    long last = difference;
    difference = wallMillis - before / NANOS_A_MILLI;
    long back = hasLooked ? last - difference : 0;
    hasLooked = true;
    return back > TOLERATED_MILLIS ? back : 0;
  }
}
