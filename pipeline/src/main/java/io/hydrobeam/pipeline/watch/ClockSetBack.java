package io.hydrobeam.pipeline.watch;

/**
 * Notices when the machine's clock is set back, by a clock that never is. Not safe for use by
 * several threads.
 */
final class ClockSetBack {
  private static final long TOLERATED_MILLIS = 10_000;
  private static final long LONGEST_LOOK_NANOS = 1_000_000_000;
  private static final long NANOS_A_MILLI = 1_000_000;

  private boolean hasLooked;
  private long difference;

  /**
   * Looks at both clocks. A look that takes longer than a second tells nothing.
   *
   * @param before {@link System#nanoTime}
   * @param wallMillis {@link System#currentTimeMillis}
   * @param after {@link System#nanoTime}
   * @return by how many milliseconds the clock was set back since the last look; 0 if by no more
   *     than ten seconds
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
