package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Row of a snapshot and its derived features. A feature is null if a required sensor was silent or
 * the divisor is zero. A feature is never NaN or infinite.
 *
 * @param snapshot the statistics of the sensors
 * @param pressureMean mean of the pressures' averages, bar
 * @param temperatureMean mean of the temperatures' averages, °C
 * @param flowMean mean of the flows' averages, l/min
 * @param pressureRange PS1_max - PS1_min, bar
 * @param pressureVariability PS1_std / PS1_avg
 * @param flowPressureRatio flowMean / pressureMean, l/min/bar
 * @param efficiencyIndex SE_avg * CE_avg / 100, %
 * @param complete true if every sensor has exactly the samples that its rate promises
 */
@DefaultCoder(FeatureVectorCoder.class)
public record FeatureVector(
    RigSnapshot snapshot,
    @Nullable Double pressureMean,
    @Nullable Double temperatureMean,
    @Nullable Double flowMean,
    @Nullable Double pressureRange,
    @Nullable Double pressureVariability,
    @Nullable Double flowPressureRatio,
    @Nullable Double efficiencyIndex,
    boolean complete) {

  public FeatureVector {
    requireNonNull(snapshot, "snapshot");
  }

  /** Returns the number of sensors with samples, 1 to 17. */
  public int sensorCount() {
    return snapshot.sensors().size();
  }
}
