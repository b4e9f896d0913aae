package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Sample of one sensor.
 *
 * @param rig the rig's name, never empty
 * @param sensor the sensor
 * @param cycle the load cycle, 0 or more
 * @param value the measured value in the sensor's unit, finite
 * @param timestampMillis the event time, epoch milliseconds, fractions truncated
 * @param sampleIdx the producer's sample number, 0 or more, or {@link #NO_INDEX}; it distinguishes
 *     samples of the same millisecond
 */
@DefaultCoder(ReadingCoder.class)
public record Reading(
    String rig, Sensor sensor, int cycle, double value, long timestampMillis, long sampleIdx)
    implements Parsed {
  /** Index of a sample without a number from its producer. */
  public static final long NO_INDEX = -1;

  /** Creates a sample without an index. */
  public Reading(String rig, Sensor sensor, int cycle, double value, long timestampMillis) {
    this(rig, sensor, cycle, value, timestampMillis, NO_INDEX);
  }

  /** Rejects values outside the documented ranges. */
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
