package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Moments of some samples of a sensor, as input of the join.
 *
 * @param sensor the sensor
 * @param moments the moments of some or all of the sensor's samples in a window
 */
@DefaultCoder(SensorMomentsCoder.class)
public record SensorMoments(Sensor sensor, Moments moments) {
  /** Rejects null arguments. */
  public SensorMoments {
    requireNonNull(sensor, "sensor");
    requireNonNull(moments, "moments");
  }
}
