package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * What samples are summarised by, together with the window.
 *
 * @param rigCycle the rig and its load cycle
 * @param sensor one of its sensors
 */
@DefaultCoder(SensorKeyCoder.class)
public record SensorKey(RigCycle rigCycle, Sensor sensor) {
  /** Checks that both are there. */
  public SensorKey {
    requireNonNull(rigCycle, "rigCycle");
    requireNonNull(sensor, "sensor");
  }

  /** The key of a reading. */
  public static SensorKey of(Reading reading) {
    return new SensorKey(new RigCycle(reading.rig(), reading.cycle()), reading.sensor());
  }
}
