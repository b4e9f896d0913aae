package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * The moments of some samples of a sensor: one of the parts from which a snapshot is joined.
 *
 * @param sensor the sensor
 * @param moments of some or all of its samples in a window
 */
@DefaultCoder(SensorMomentsCoder.class)
public record SensorMoments(Sensor sensor, Moments moments) {
  /** Checks that both are there. */
  public SensorMoments {
    requireNonNull(sensor, "sensor");
    requireNonNull(moments, "moments");
  }
}
