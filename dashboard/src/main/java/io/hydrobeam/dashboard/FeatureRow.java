package io.hydrobeam.dashboard;

import io.hydrobeam.model.Sensor;

/**
 * One row of the features' topic: a rig's second.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param startMillis the window's start, epoch milliseconds
 * @param endMillis the window's end, epoch milliseconds
 * @param revision higher where late samples are in
 * @param complete whether all sensors have all their samples
 * @param figures average, least, greatest value and number of samples of each sensor, in the order
 *     of {@link Sensor}; NaN for what is not there
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
  /** How many figures there are of each sensor. */
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
