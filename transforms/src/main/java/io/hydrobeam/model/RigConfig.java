package io.hydrobeam.model;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What is known of a kind of rig beforehand: its sensors, the groups whose means are features, and
 * the limits that must not be passed. Read from {@code conf/rig.yaml}.
 *
 * @param sensors unit and rate of each of the seventeen sensors, none missing
 * @param pressures the sensors of {@code pressure_mean}, at least one
 * @param temperatures the sensors of {@code temperature_mean}, at least one
 * @param flows the sensors of {@code flow_mean}, at least one
 * @param limits when a row is an anomaly
 */
public record RigConfig(
    Map<Sensor, SensorSpec> sensors,
    List<Sensor> pressures,
    List<Sensor> temperatures,
    List<Sensor> flows,
    Limits limits)
    implements Serializable {

  /** Checks that no sensor and no group is missing. */
  public RigConfig {
    sensors = new EnumMap<>(sensors);
    if (sensors.size() < Sensor.all().size()) {
      var missing = EnumSet.allOf(Sensor.class);
      missing.removeAll(sensors.keySet());
      throw new IllegalArgumentException(
          missing.stream()
              .map(Sensor::name)
              .collect(joining(", ", "sensors without an entry: ", "")));
    }
    pressures = nonEmpty("pressure", pressures);
    temperatures = nonEmpty("temperature", temperatures);
    flows = nonEmpty("flow", flows);
  }

  /** The rig of the design: the units and rates of {@link Sensor}, and its limits. */
  public static RigConfig standard() {
    var sensors = new EnumMap<Sensor, SensorSpec>(Sensor.class);
    Sensor.all().forEach(s -> sensors.put(s, new SensorSpec(s.unit(), s.hertz())));
    return new RigConfig(
        sensors,
        List.of(Sensor.PS1, Sensor.PS2, Sensor.PS3, Sensor.PS4, Sensor.PS5, Sensor.PS6),
        List.of(Sensor.TS1, Sensor.TS2, Sensor.TS3, Sensor.TS4),
        List.of(Sensor.FS1, Sensor.FS2),
        new Limits(300, 100, 50));
  }

  /** Samples that the sensor takes in a window of so many milliseconds. */
  public long samplesIn(Sensor sensor, long windowMillis) {
    return Math.round(sensors.get(sensor).hertz() * windowMillis / 1000);
  }

  private static List<Sensor> nonEmpty(String group, List<Sensor> sensors) {
    if (sensors.isEmpty()) {
      throw new IllegalArgumentException("the group " + group + " has no sensor");
    }
    return List.copyOf(sensors);
  }

  /**
   * One sensor.
   *
   * @param unit the unit of its values, for messages to people
   * @param hertz samples a second, above 0
   */
  public record SensorSpec(String unit, double hertz) implements Serializable {
    /** Checks the rate. */
    public SensorSpec {
      if (!(hertz > 0) || !Double.isFinite(hertz)) {
        throw new IllegalArgumentException("the rate must be above 0 Hz: " + hertz);
      }
    }
  }

  /**
   * The fixed limits.
   *
   * @param highPressure of PS1_max, in bar
   * @param highTemperature of the maximum of any temperature sensor, in °C
   * @param pressureSpike of pressure_range, in bar
   */
  public record Limits(double highPressure, double highTemperature, double pressureSpike)
      implements Serializable {
    /** Checks that all are finite. */
    public Limits {
      if (!Double.isFinite(highPressure)
          || !Double.isFinite(highTemperature)
          || !Double.isFinite(pressureSpike)) {
        throw new IllegalArgumentException("a limit is not a finite number");
      }
    }
  }
}
