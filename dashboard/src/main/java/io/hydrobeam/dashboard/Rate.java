package io.hydrobeam.dashboard;

/** Counts of events in each of the last ten seconds. */
final class Rate {
  private static final int SECONDS = 10;

  private final long[] counts = new long[SECONDS];
  private long newest = Long.MIN_VALUE;

  /** Counts an event at this time, in epoch milliseconds. */
  void add(long millis) {
    long second = Math.floorDiv(millis, 1000);
    forget(second);
    if (second > newest - SECONDS) {
      counts[Math.floorMod(second, SECONDS)]++;
    }
  }

  /** Returns the mean rate over the last ten seconds, in events per second. */
  double perSecond(long nowMillis) {
    forget(Math.floorDiv(nowMillis, 1000));
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return (double) sum / SECONDS;
  }

  private void forget(long second) {
    if (newest == Long.MIN_VALUE) {
      newest = second;
    }
    for (long past = Math.max(newest + 1, second - SECONDS + 1); past <= second; past++) {
      counts[Math.floorMod(past, SECONDS)] = 0;
    }
    newest = Math.max(newest, second);
  }
}
