package io.hydrobeam.pipeline.source;

import org.joda.time.Duration;

/**
 * Position of the readings of a partition within their windows. If all sensors sample once a
 * second, a tenth of a second after the full second, a one-second window is complete after this
 * reading. The window is complete nine tenths of a second before its end. The phase is measured
 * from the readings rather than taken from the sampling rates. Rigs of one partition have different
 * phases, and the latest counts.
 */
final class SamplingPhase {
  /** Number of windows in which each regular reading appears at least once. */
  private static final int WINDOWS = 30;

  private final long window;
  private long newestWindow = Long.MIN_VALUE;
  private int windows; // counted in the current 30
  private long latest; // in the current windows
  private long latestBefore; // in the previous 30 windows; the whole window before there are any

  SamplingPhase(Duration window) {
    this.window = window.getMillis();
    latestBefore = this.window;
  }

  /**
   * Takes in a reading.
   *
   * @param eventTime epoch milliseconds
   * @return the silence at the end of a window in milliseconds, as observed in the last 30 to 60
   *     windows with readings; 0 before the first 30
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
