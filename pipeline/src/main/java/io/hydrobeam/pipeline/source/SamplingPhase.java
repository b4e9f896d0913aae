package io.hydrobeam.pipeline.source;

import org.joda.time.Duration;

/**
 * Where in their windows the readings of a partition lie. When all its sensors sample once a
 * second, a tenth of a second after the full one, a window of a second has all its readings once it
 * has that one: nine tenths of a second before it ends. The phase is seen from the readings, not
 * taken from the sampling rates: rigs that share a partition have phases of their own, and the
 * latest of them counts.
 */
final class SamplingPhase {
  /** In so many windows each reading that comes regularly is seen. */
  private static final int WINDOWS = 30;

  private final long window;
  private long newestWindow = Long.MIN_VALUE;
  private int windows; // that are looked at now
  private long latest; // in these
  private long latestBefore; // in the 30 before them; the whole window if there are none

  SamplingPhase(Duration window) {
    this.window = window.getMillis();
    latestBefore = this.window;
  }

  /**
   * Takes in a reading.
   *
   * @param eventTime epoch milliseconds
   * @return for how many milliseconds at the end of a window no reading comes, as far as the last
   *     30 to 60 windows with readings show; 0 before 30 were seen
   */
  long quietAtTheEnd(long eventTime) {
    long seenWindow = Math.floorDiv(eventTime, window);
    if (seenWindow > newestWindow) {
      newestWindow = seenWindow;
      if (windows == WINDOWS) {
        latestBefore = latest;
        latest = 0;
        windows = 0;
      }
      windows++;
    }
    latest = Math.max(latest, Math.floorMod(eventTime, window));
    return window - Math.max(latest, latestBefore);
  }
}
