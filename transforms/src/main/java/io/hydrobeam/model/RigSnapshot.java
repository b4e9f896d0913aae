package io.hydrobeam.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Statistics of all sensors of a rig in one window.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param windowStartMillis the window's start, epoch milliseconds, inclusive
 * @param windowEndMillis the window's end, epoch milliseconds, exclusive
 * @param revision 0 for the first emission, increased by 1 with each emission of late samples
 * @param sensors the statistics of the sensors with samples, at least one; a silent sensor has no
 *     entry
 */
@DefaultCoder(RigSnapshotCoder.class)
public record RigSnapshot(
    String rig,
    int cycle,
    long windowStartMillis,
    long windowEndMillis,
    int revision,
    Map<Sensor, Statistics> sensors) {

  /** Rejects an empty window, a negative revision, and a snapshot without sensors. */
  public RigSnapshot {
    if (windowEndMillis <= windowStartMillis || revision < 0 || sensors.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a snapshot: window [%d, %d), revision %d, %d sensors",
              windowStartMillis,
              windowEndMillis,
              revision,
              sensors.size()));
    }
    sensors = Collections.unmodifiableMap(new EnumMap<>(sensors));
  }

  /** Returns the statistics of a sensor; empty if the sensor was silent. */
  public Optional<Statistics> of(Sensor sensor) {
    return Optional.ofNullable(sensors.get(sensor));
  }

  /** Returns the number of samples of all sensors together. */
  public long samples() {
    return sensors.values().stream().mapToLong(Statistics::count).sum();
  }

  /**
   * Returns the mean of one figure over a group of sensors; empty if a sensor of the group is
   * silent.
   */
  public OptionalDouble mean(List<Sensor> group, ToDoubleFunction<Statistics> figure) {
    return sensors.keySet().containsAll(group)
        ? group.stream().map(sensors::get).mapToDouble(figure).average()
        : OptionalDouble.empty();
  }
}
