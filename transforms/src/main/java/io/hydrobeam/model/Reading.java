package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * One sample of one sensor.
 *
 * @param rig the rig's name, never empty
 * @param sensor the sensor that measured
 * @param cycle the load cycle to which the sample belongs, 0 or more
 * @param value the measured value in the sensor's unit, finite
 * @param timestampMillis when it was measured: event time, epoch milliseconds, fractions cut off
 * @param sampleIdx the number that its producer gave it, 0 or more; {@link #NO_INDEX} for none. It
 *     tells the samples of one millisecond apart
 */
@DefaultCoder(ReadingCoder.class)
public record Reading(
    String rig, Sensor sensor, int cycle, double value, long timestampMillis, long sampleIdx)
    implements Parsed {
  /** The index of a sample whose producer numbers none. */
  public static final long NO_INDEX = -1;

  /** A sample without an index. */
  public Reading(String rig, Sensor sensor, int cycle, double value, long timestampMillis) {
    this(rig, sensor, cycle, value, timestampMillis, NO_INDEX);
  }

  /** Checks what every later step relies on. */
  public Reading {
    requireNonNull(sensor, "sensor");
    if (rig.isEmpty()) {
      throw new IllegalArgumentException("rig is empty");
    }
    if (cycle < 0) {
      throw new IllegalArgumentException("cycle is negative: " + cycle);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value is not a finite number: " + value);
    }
    if (sampleIdx < NO_INDEX) {
      throw new IllegalArgumentException("sampleIdx is negative: " + sampleIdx);
    }
  }
}
