package io.hydrobeam.anomaly;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.RigSnapshot;
import java.util.List;

/**
 * All that is known of a rig in one window.
 *
 * @param rows its rows, one at least; two where one cycle ends and the next begins in it
 * @param found what is wrong in them
 */
record Second(List<Observation> rows, List<Anomaly> found) {
  /** The window's start, epoch milliseconds. */
  long start() {
    return snapshot().windowStartMillis();
  }

  /** The window's end, epoch milliseconds. */
  long end() {
    return snapshot().windowEndMillis();
  }

  /** The cycle, the later one of two. */
  int cycle() {
    return snapshot().cycle();
  }

  String rig() {
    return snapshot().rig();
  }

  private RigSnapshot snapshot() {
    return rows.get(rows.size() - 1).row().snapshot();
  }
}
