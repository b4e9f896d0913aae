package io.hydrobeam.batch.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Statistics of the time from a sensor fault to its alert. */
final class FaultTally {
  /** Limit for an early alert, in seconds from the start of the first faulty second. */
  static final int SOON = 3;

  private final List<Integer> delays = new ArrayList<>();
  private int faults;
  private int unseen;

  /**
   * Adds a fault.
   *
   * @param delay the seconds from the start of the fault to the alert that names the sensor;
   *     negative for no alert
   * @param isSeen true if the fault changes any value in its first three seconds
   */
  void add(int delay, boolean isSeen) {
    faults++;
    unseen += isSeen ? 0 : 1;
    if (delay >= 0) {
      delays.add(delay);
    }
  }

  /** Merges several tallies into one. */
  static FaultTally sum(Collection<FaultTally> tallies) {
    var sum = new FaultTally();
    for (FaultTally tally : tallies) {
      sum.delays.addAll(tally.delays);
      sum.faults += tally.faults;
      sum.unseen += tally.unseen;
    }
    return sum;
  }

  int faults() {
    return faults;
  }

  /** Returns the share of faults alerted within three seconds. */
  double soon() {
    return (double) delays.stream().filter(delay -> delay <= SOON).count() / faults;
  }

  /** Returns the share of faults alerted before the end of the cycle. */
  double ever() {
    return (double) delays.size() / faults;
  }

  /**
   * Returns the share of faults without effect in the first three seconds, which no detector can
   * find.
   */
  double unseen() {
    return (double) unseen / faults;
  }

  /**
   * Returns the median of the seconds to the alert, over alerted faults; NaN if there was no alert.
   */
  double delay() {
    int[] sorted = delays.stream().mapToInt(Integer::intValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
