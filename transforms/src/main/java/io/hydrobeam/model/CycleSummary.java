package io.hydrobeam.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * All sensors of a rig over one load cycle.
 *
 * @param rig the rig's name
 * @param cycle the number of the cycle
 * @param startMillis the start of its first window, epoch milliseconds, inclusive
 * @param endMillis the end of its last window, epoch milliseconds, exclusive
 * @param windows how many windows it has
 * @param sensors what is known of the sensors that had samples, one at least; a silent sensor has
 *     no entry
 */
@DefaultCoder(CycleSummaryCoder.class)
public record CycleSummary(
    String rig,
    int cycle,
    long startMillis,
    long endMillis,
    int windows,
    Map<Sensor, CycleStatistics> sensors) {

  /** Checks the times and that there is a sensor. */
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

  /** The cycle as a row with one window: what the features of the stream are made from. */
  public RigSnapshot snapshot() {
    var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
    sensors.forEach((sensor, s) -> statistics.put(sensor, s.whole().statistics()));
    return new RigSnapshot(rig, cycle, startMillis, endMillis, 0, statistics);
  }
}
