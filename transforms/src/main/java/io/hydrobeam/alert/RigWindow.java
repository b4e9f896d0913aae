package io.hydrobeam.alert;

import io.hydrobeam.detect.Observation;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.RigSnapshot;
import java.util.List;

/**
 * Rows and anomalies of a rig in one window, or at a moment of its silence.
 *
 * @param rig the rig's name
 * @param cycle the cycle, the later one of two; in a silence that of the last row
 * @param start the window's start, epoch milliseconds
 * @param end the window's end, epoch milliseconds
 * @param since from when on what is found here has held at least, epoch milliseconds; the start, or
 *     that of the silence
 * @param span the time that it stands for, in milliseconds
 * @param rows its rows: none in a silence, two where one cycle ends and the next begins
 * @param found the anomalies
 */
record RigWindow(
    String rig,
    int cycle,
    long start,
    long end,
    long since,
    long span,
    List<Observation> rows,
    List<Anomaly> found) {

  /** A window with rows, one at least. */
  static RigWindow of(List<Observation> rows, List<Anomaly> found) {
    RigSnapshot last = rows.get(rows.size() - 1).row().snapshot();
    long start = last.windowStartMillis();
    long end = last.windowEndMillis();
    return new RigWindow(last.rig(), last.cycle(), start, end, start, end - start, rows, found);
  }
}
