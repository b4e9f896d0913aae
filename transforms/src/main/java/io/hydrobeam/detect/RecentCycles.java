package io.hydrobeam.detect;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.cycle.CycleRule;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last three cycles of one rig, as far as they are known. They place a row in its load cycle.
 * Rows may come in any order and repeatedly. {@link CycleRule} tells cycles with the same number
 * apart.
 *
 * <p>The start of a cycle is known once a row of another number directly before it was seen, or
 * once all of its seconds were seen. A stream that begins in the middle of a cycle must not take
 * its first row for the start of the cycle. Where a cycle with the same number lies directly
 * before, as with a counter that stands still, the start stays unknown.
 */
public final class RecentCycles {
  private static final int KEPT = 3;

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
          && CycleRule.isOneCycle(
              Math.min(start, trace.startMillis()),
              Math.max(start, lastMillis),
              CycleTrace.LENGTH_MILLIS);
    }

    /** Returns the distance of a window from the first or last one, in milliseconds. */
    private long distance(RigSnapshot snapshot) {
      long start = snapshot.windowStartMillis();
      return Math.max(0, Math.max(trace.startMillis() - start, start - lastMillis));
    }

    /** Returns whether a cycle lies directly after this one. */
    private boolean isDirectlyBefore(CycleTrace next) {
      long gap = next.startMillis() - lastMillis;
      // 0 where the border between two cycles lies within a window
      return trace != next && (gap == 0 || gap == CycleTrace.SECOND_MILLIS);
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
  public Observation observe(FeatureVector row) {
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
    Seen nearest = null;
    for (Seen seen : cycles) {
      if (seen.isCycleOf(snapshot)
          && (nearest == null || seen.distance(snapshot) < nearest.distance(snapshot))) {
        nearest = seen;
      }
    }
    if (nearest == null) {
      var trace = new CycleTrace(snapshot.rig(), snapshot.cycle(), start);
      cycles.add(new Seen(trace, start));
      return trace;
    }
    CycleTrace trace =
        start < nearest.trace().startMillis() ? nearest.trace().startingAt(start) : nearest.trace();
    cycles.set(cycles.indexOf(nearest), new Seen(trace, Math.max(start, nearest.lastMillis())));
    return trace;
  }

  private boolean startIsKnown(CycleTrace trace) {
    List<CycleTrace> before =
        cycles.stream().filter(seen -> seen.isDirectlyBefore(trace)).map(Seen::trace).toList();
    return before.isEmpty()
        ? trace.known() == CycleTrace.SECONDS
        : before.stream().noneMatch(cycle -> cycle.cycle() == trace.cycle());
  }
}
