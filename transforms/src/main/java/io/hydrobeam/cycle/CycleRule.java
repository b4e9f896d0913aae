package io.hydrobeam.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Rule for which windows form one load cycle. Cycle numbers are not unique: a counter restarts with
 * its controller. A cycle is therefore identified by rig, number and start.
 *
 * <p>A cycle begins with its first window. Windows of the same rig and number belong to the cycle
 * as long as they start at most one cycle length after the first window; the window at exactly one
 * cycle length holds the end of a cycle that begins within a window. Later windows of that number
 * begin another cycle.
 *
 * <p>A counter that repeats a number without another number between, such as one that stands still,
 * gives no border between cycles. Its windows are cut by length alone.
 */
public final class CycleRule {
  private CycleRule() {}

  /**
   * Tells whether windows of one number belong to one cycle.
   *
   * @param firstMillis the start of the earliest window, epoch milliseconds
   * @param lastMillis the start of the latest window, epoch milliseconds
   * @param lengthMillis the length of a cycle, in milliseconds, above 0
   */
  public static boolean isOneCycle(long firstMillis, long lastMillis, long lengthMillis) {
    return lastMillis - firstMillis <= lengthMillis;
  }

  /**
   * Finds where the cycles of one rig and number start.
   *
   * @param windowStarts the starts of all windows of that rig and number, epoch milliseconds
   * @param lengthMillis the length of a cycle, in milliseconds, above 0
   * @return the starts of the cycles, in order; empty without windows
   */
  public static List<Long> starts(SortedSet<Long> windowStarts, long lengthMillis) {
    var starts = new ArrayList<Long>();
    for (long window : windowStarts) {
      if (starts.isEmpty() || !isOneCycle(starts.get(starts.size() - 1), window, lengthMillis)) {
        starts.add(window);
      }
    }
    return starts;
  }
}
