package io.hydrobeam.dashboard;

import io.hydrobeam.model.Sensor;

/**
 * Row of the features topic: one second of a rig.
 *
 * @param rig the name of the rig
 * @param cycle the load cycle
 * @param startMillis the start of the window, in epoch milliseconds
 * @param endMillis the end of the window, in epoch milliseconds
 * @param revision the revision; higher after late samples
 * @param complete true if all sensors have all their samples
 * @param figures mean, minimum, maximum and number of samples of each sensor, in the order of
 *     {@link Sensor}; NaN for a missing value
 */
@SuppressWarnings("ArrayRecordComponent")
record FeatureRow(
    String rig,
    int cycle,
    long startMillis,
    long endMillis,
    int revision,
    boolean complete,
    float[] figures) {
  /** Number of figures of each sensor. */
  static final int FIGURES = 4;

  /** Checks that there are figures of each sensor. */
  FeatureRow {
    if (figures.length != FIGURES * Sensor.all().size()) {
      throw new IllegalArgumentException("a row has figures of all sensors");
    }
    if (endMillis <= startMillis) {
      throw new IllegalArgumentException("a window ends after its start");
    }
  }
}
