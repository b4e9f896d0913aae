package io.hydrobeam.sandbox.cycle;

import io.hydrobeam.model.Sensor;

/**
 * 60 s load cycle of a rig, with its number and the samples of each sensor. The labels are a line
 * of a profile.txt, or null if unknown. Samples are indexed by the ordinal of the sensor and evenly
 * spaced over the 60 s. NaN stands for a sample that the sensor does not send.
 */
public record Cycle(int number, String labels, double[][] samples) {
  /** Duration of a cycle, in seconds. */
  public static final int SECONDS = 60;

  /** Returns the samples of one sensor. */
  public double[] of(Sensor sensor) {
    return samples[sensor.ordinal()];
  }
}
