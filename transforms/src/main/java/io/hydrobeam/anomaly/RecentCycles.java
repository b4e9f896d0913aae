package io.hydrobeam.anomaly;

import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last three cycles of one rig, as far as they are known: what places a row in its load cycle.
 * Rows may come in any order, and again.
 *
 * <p>Where a cycle starts is known once the row before its first one was seen, which is another
 * cycle's, or once all of its seconds are there: a stream that begins in the middle of a cycle must
 * not take the row that it happens to see first for the cycle's start.
 *
 * <p>A row an hour or more before or after all that was seen of the cycle with its number is
 * another cycle's: numbers begin anew, and clocks are wrong.
 */
final class RecentCycles {
  private static final int KEPT = 3;
  private static final long APART_MILLIS = 3_600_000;

  private final List<Seen> cycles = new ArrayList<>();

  /**
   * One cycle.
   *
   * @param trace its complete rows
   * @param lastMillis the start of its last window seen, complete or not
   */
  record Seen(CycleTrace trace, long lastMillis) {
    private boolean isCycleOf(RigSnapshot snapshot) {
      long start = snapshot.windowStartMillis();
      return snapshot.cycle() == trace.cycle()
          && trace.startMillis() - start < APART_MILLIS
          && start - lastMillis < APART_MILLIS;
    }
  }

  /** The cycles, the latest first. */
  List<Seen> cycles() {
    return List.copyOf(cycles);
  }

  /** Takes a cycle in as it was kept. */
  void restore(Seen seen) {
    cycles.add(seen);
  }

  /** Takes a row in, and tells where it stands. */
  Observation observe(FeatureVector row) {
    RigSnapshot snapshot = row.snapshot();
    CycleTrace trace = traceOf(snapshot);
    trace.add(row);
    cycles.sort(Comparator.comparingLong((Seen s) -> s.trace().startMillis()).reversed());
    if (cycles.size() > KEPT) {
      cycles.remove(KEPT);
    }
    return startIsKnown(trace)
        ? new Observation(row, trace, trace.second(snapshot))
        : Observation.of(row);
  }

  private CycleTrace traceOf(RigSnapshot snapshot) {
    long start = snapshot.windowStartMillis();
    for (int i = 0; i < cycles.size(); i++) {
      Seen seen = cycles.get(i);
      if (seen.isCycleOf(snapshot)) {
        CycleTrace trace =
            start < seen.trace().startMillis() ? seen.trace().startingAt(start) : seen.trace();
        cycles.set(i, new Seen(trace, Math.max(start, seen.lastMillis())));
        return trace;
      }
    }
    var trace = new CycleTrace(snapshot.rig(), snapshot.cycle(), start);
    cycles.add(new Seen(trace, start));
    return trace;
  }

  private boolean startIsKnown(CycleTrace trace) {
    return trace.known() == CycleTrace.SECONDS
        || cycles.stream()
            .filter(seen -> seen.trace().cycle() != trace.cycle())
            .mapToLong(seen -> trace.startMillis() - seen.lastMillis())
            // 0 where the border between two cycles lies within a window
            .anyMatch(gap -> gap == 0 || gap == CycleTrace.SECOND_MILLIS);
  }
}
