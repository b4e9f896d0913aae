package io.hydrobeam.sandbox.cycle;

import io.hydrobeam.model.Sensor;

/**
 * One 60 s load cycle of a rig: its number, its labels as a line of a profile.txt (null if they are
 * not known) and the samples of each sensor, by the sensor's ordinal, evenly spread over the 60 s.
 * NaN stands for a sample that the sensor does not send.
 */
public record Cycle(int number, String labels, double[][] samples) {
  /** How long a cycle lasts. */
  public static final int SECONDS = 60;

  /** The samples of one sensor. */
  public double[] of(Sensor sensor) {
    return samples[sensor.ordinal()];
  }
}
