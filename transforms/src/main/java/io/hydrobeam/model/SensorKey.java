package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Key by which samples are aggregated within a window.
 *
 * @param rigCycle the rig and its load cycle
 * @param sensor the sensor of the rig
 */
@DefaultCoder(SensorKeyCoder.class)
public record SensorKey(RigCycle rigCycle, Sensor sensor) {
  /** Rejects null arguments. */
  public SensorKey {
    requireNonNull(rigCycle, "rigCycle");
    requireNonNull(sensor, "sensor");
  }

  /** Returns the key of a reading. */
  public static SensorKey of(Reading reading) {
    return new SensorKey(new RigCycle(reading.rig(), reading.cycle()), reading.sensor());
  }
}
