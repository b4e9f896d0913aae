package io.hydrobeam.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Statistics of all sensors of a rig over one load cycle.
 *
 * @param rig the rig's name
 * @param cycle the number of the cycle
 * @param startMillis the start of the first window, epoch milliseconds, inclusive
 * @param endMillis the end of the last window, epoch milliseconds, exclusive
 * @param windows the number of windows, 1 or more
 * @param sensors the statistics of the sensors with samples, at least one; a silent sensor has no
 *     entry
 */
@DefaultCoder(CycleSummaryCoder.class)
public record CycleSummary(
    String rig,
    int cycle,
    long startMillis,
    long endMillis,
    int windows,
    Map<Sensor, CycleStatistics> sensors) {

  /** Rejects an empty time range, and a cycle without windows or sensors. */
  public CycleSummary {
    if (endMillis <= startMillis || windows < 1 || sensors.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a cycle: [%d, %d), %d windows, %d sensors",
              startMillis,
              endMillis,
              windows,
              sensors.size()));
    }
    sensors = Collections.unmodifiableMap(new EnumMap<>(sensors));
  }

  /** Returns the cycle as a row with one window, from which the features are computed. */
  public RigSnapshot snapshot() {
    var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
    sensors.forEach((sensor, s) -> statistics.put(sensor, s.whole().statistics()));
    return new RigSnapshot(rig, cycle, startMillis, endMillis, 0, statistics);
  }
}
