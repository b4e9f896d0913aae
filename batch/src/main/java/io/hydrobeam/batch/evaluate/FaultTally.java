package io.hydrobeam.batch.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How soon a number of sensor faults were alerted. */
final class FaultTally {
  /** By when a fault should be alerted, in seconds from the start of its first second. */
  static final int SOON = 3;

  private final List<Integer> delays = new ArrayList<>();
  private int faults;
  private int unseen;

  /**
   * Adds a fault.
   *
   * @param delay seconds from its start to the alert that names the sensor; negative for none
   * @param isSeen whether it changes anything at all in its first three seconds
   */
  void add(int delay, boolean isSeen) {
    faults++;
    unseen += isSeen ? 0 : 1;
    if (delay >= 0) {
      delays.add(delay);
    }
  }

  /** Several in one. */
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

  /** The share alerted within three seconds. */
  double soon() {
    return (double) delays.stream().filter(delay -> delay <= SOON).count() / faults;
  }

  /** The share alerted before the cycle's end. */
  double ever() {
    return (double) delays.size() / faults;
  }

  /** The share that changes nothing in the first three seconds, so that nobody can tell. */
  double unseen() {
    return (double) unseen / faults;
  }

  /** The median of the seconds to the alert, of those alerted; NaN where none was. */
  double delay() {
    int[] sorted = delays.stream().mapToInt(Integer::intValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
