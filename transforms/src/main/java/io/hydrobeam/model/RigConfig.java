package io.hydrobeam.model;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.model.Anomaly.Type;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Configuration of a type of rig: sensors, sensor groups for features, limits and alert rules. Read
 * from {@code conf/rig.yaml}.
 *
 * @param sensors unit and rate of each of the seventeen sensors, none missing
 * @param pressures the sensors of {@code pressure_mean}, at least one
 * @param temperatures the sensors of {@code temperature_mean}, at least one
 * @param flows the sensors of {@code flow_mean}, at least one
 * @param limits the fixed limits of a row
 * @param components the sensors that first show the wear of each component
 * @param detectors the levels of the configurable detectors; a detector without an entry is off
 * @param features the levels of features; a feature without an entry has no levels
 * @param alerts the rules by which anomalies become alerts
 */
public record RigConfig(
    Map<Sensor, SensorSpec> sensors,
    List<Sensor> pressures,
    List<Sensor> temperatures,
    List<Sensor> flows,
    Limits limits,
    Map<Component, List<Sensor>> components,
    Map<Type, Levels> detectors,
    Map<Feature, Bounds> features,
    AlertRules alerts)
    implements Serializable {

  /** Rejects a configuration without all sensors, or with an empty group. */
  public RigConfig {
    sensors = Collections.unmodifiableMap(sorted(Sensor.class, sensors));
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
    components = Collections.unmodifiableMap(sorted(Component.class, components));
    detectors = Collections.unmodifiableMap(sorted(Type.class, detectors));
    features = Collections.unmodifiableMap(sorted(Feature.class, features));
  }

  /**
   * Creates a configuration with default components, detectors and alerts, and without feature
   * levels.
   */
  public RigConfig(
      Map<Sensor, SensorSpec> sensors,
      List<Sensor> pressures,
      List<Sensor> temperatures,
      List<Sensor> flows,
      Limits limits) {
    this(
        sensors,
        pressures,
        temperatures,
        flows,
        limits,
        usualComponents(),
        usualDetectors(),
        Map.of(),
        AlertRules.standard());
  }

  /** Returns the default rig: the units and rates of {@link Sensor}, with the default limits. */
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

  /** Returns the number of samples that a sensor takes in a window of this length. */
  public long samplesIn(Sensor sensor, long windowMillis) {
    return Math.round(sensors.get(sensor).hertz() * windowMillis / 1000);
  }

  /** Returns whether every sensor has exactly the samples that its rate promises. */
  public boolean isComplete(RigSnapshot snapshot) {
    long window = snapshot.windowEndMillis() - snapshot.windowStartMillis();
    return Sensor.all().stream()
        .allMatch(
            sensor ->
                snapshot
                    .of(sensor)
                    .filter(s -> s.count() == samplesIn(sensor, window))
                    .isPresent());
  }

  /**
   * Returns a copy with other sampling rates.
   *
   * @param hertz the rate of each sensor in Hz, none missing
   */
  public RigConfig at(Map<Sensor, Double> hertz) {
    var specs = new EnumMap<Sensor, SensorSpec>(Sensor.class);
    sensors.forEach(
        (sensor, spec) ->
            specs.put(sensor, new SensorSpec(spec.unit(), hertz.get(sensor), spec.bounds())));
    return new RigConfig(
        specs, pressures, temperatures, flows, limits, components, detectors, features, alerts);
  }

  /** Returns a copy with other detector levels. */
  public RigConfig with(Map<Type, Levels> otherDetectors) {
    return new RigConfig(
        sensors,
        pressures,
        temperatures,
        flows,
        limits,
        components,
        otherDetectors,
        features,
        alerts);
  }

  /** Returns a copy with other alert rules. */
  public RigConfig with(AlertRules rules) {
    return new RigConfig(
        sensors, pressures, temperatures, flows, limits, components, detectors, features, rules);
  }

  /** Returns the levels of a sensor or feature, or {@link Bounds#NONE}. */
  public Bounds boundsOf(Signal signal) {
    return signal instanceof Sensor sensor
        ? sensors.get(sensor).bounds()
        : features.getOrDefault((Feature) signal, Bounds.NONE);
  }

  /** Returns the unit of a sensor or feature, for messages. */
  public String unitOf(Signal signal) {
    return signal instanceof Sensor sensor ? sensors.get(sensor).unit() : signal.unit();
  }

  /**
   * Returns the default sensors of each component, chosen by the component's function in the
   * circuit.
   */
  public static Map<Component, List<Sensor>> usualComponents() {
    return Map.of(
        Component.COOLER,
        List.of(Sensor.TS1, Sensor.TS2, Sensor.TS3, Sensor.TS4, Sensor.CE, Sensor.CP),
        Component.VALVE,
        List.of(Sensor.PS1, Sensor.PS2, Sensor.EPS1),
        Component.PUMP,
        List.of(Sensor.FS1, Sensor.SE),
        Component.ACCUMULATOR,
        List.of(Sensor.PS3, Sensor.VS1));
  }

  /** Returns the default detector levels, for detectors without a configuration. */
  public static Map<Type, Levels> usualDetectors() {
    return Map.of(
        Type.LOW_SAMPLE_RATE, new Levels(0.5, 0.1),
        Type.RIG_SILENT, new Levels(60, 600),
        Type.HIGH_SAMPLE_RATE, new Levels(1.01, 1.5),
        Type.SENSOR_STUCK, new Levels(1, 10),
        Type.ZSCORE_OUTLIER, new Levels(20, 40),
        Type.SUDDEN_CHANGE, new Levels(12, 24),
        Type.UNUSUAL_PATTERN, new Levels(8, 16),
        Type.CROSS_SENSOR, new Levels(1.1, 3));
  }

  private static <E extends Enum<E>, V> Map<E, V> sorted(Class<E> type, Map<E, V> map) {
    var sorted = new EnumMap<E, V>(type);
    sorted.putAll(map);
    return sorted;
  }

  private static List<Sensor> nonEmpty(String group, List<Sensor> sensors) {
    if (sensors.isEmpty()) {
      throw new IllegalArgumentException("the group " + group + " has no sensor");
    }
    return List.copyOf(sensors);
  }

  /**
   * Specification of one sensor.
   *
   * @param unit the unit of the values, for messages
   * @param hertz the sampling rate in Hz, finite and above 0
   * @param bounds the levels of the values
   */
  public record SensorSpec(String unit, double hertz, Bounds bounds) implements Serializable {
    /** Creates a specification without levels. */
    public SensorSpec(String unit, double hertz) {
      this(unit, hertz, Bounds.NONE);
    }

    public SensorSpec {
      if (!(hertz > 0) || !Double.isFinite(hertz)) {
        throw new IllegalArgumentException("the rate must be above 0 Hz: " + hertz);
      }
    }
  }

  /**
   * Levels of one sensor or feature, in its unit. A missing level is infinite. Critical and warning
   * levels must not descend from {@code criticalBelow} to {@code criticalAbove}.
   *
   * @param least the lower end of the measuring range, below {@code greatest}
   * @param criticalBelow values below this level are critical
   * @param warningBelow values below this level raise a warning
   * @param warningAbove values above this level raise a warning
   * @param criticalAbove values above this level are critical
   * @param greatest the upper end of the measuring range
   * @param clearBelow an alert for a low value stays open while the value is below this level, at
   *     least {@code warningBelow}
   * @param clearAbove an alert for a high value stays open while the value is above this level, at
   *     most {@code warningAbove}
   */
  public record Bounds(
      double least,
      double criticalBelow,
      double warningBelow,
      double warningAbove,
      double criticalAbove,
      double greatest,
      double clearBelow,
      double clearAbove)
      implements Serializable {
    /** Bounds without any level. */
    public static final Bounds NONE =
        new Bounds(
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    /** Creates levels without hysteresis: alerts clear at the warning level. */
    public Bounds(
        double least,
        double criticalBelow,
        double warningBelow,
        double warningAbove,
        double criticalAbove,
        double greatest) {
      this(
          least,
          criticalBelow,
          warningBelow,
          warningAbove,
          criticalAbove,
          greatest,
          warningBelow,
          warningAbove);
    }

    /** Rejects levels in the wrong order. */
    public Bounds {
      if (!(least < greatest
          && criticalBelow <= warningBelow
          && warningBelow <= warningAbove
          && warningAbove <= criticalAbove)) {
        throw new IllegalArgumentException(
            "the bounds must rise: range, critical_below, warning_below, warning_above,"
                + " critical_above");
      }
      if (!(warningBelow <= clearBelow && clearAbove <= warningAbove)) {
        throw new IllegalArgumentException(
            "clear_above must not be above the warning level, clear_below not below it");
      }
    }
  }

  /**
   * Levels of a detector, in the detector's own measure.
   *
   * @param warning the warning level, finite and above 0
   * @param critical the critical level, finite and above 0, at least as far from normal
   */
  public record Levels(double warning, double critical) implements Serializable {
    /** Rejects levels that are not finite or not above 0. */
    public Levels {
      if (!(warning > 0 && critical > 0)
          || !Double.isFinite(warning)
          || !Double.isFinite(critical)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "levels must be above 0: warning %s, critical %s", warning, critical));
      }
    }
  }

  /**
   * Fixed limits of a row, with clear levels for hysteresis.
   *
   * @param highPressure the limit of PS1_max, in bar
   * @param highTemperature the limit of the maximum of any temperature sensor, in °C
   * @param pressureSpike the limit of pressure_range, in bar
   * @param clearPressure an alert for high pressure stays open while PS1_max is above this level,
   *     in bar
   * @param clearTemperature the same level for the temperature, in °C
   * @param clearSpike the same level for pressure_range, in bar
   */
  public record Limits(
      double highPressure,
      double highTemperature,
      double pressureSpike,
      double clearPressure,
      double clearTemperature,
      double clearSpike)
      implements Serializable {
    /** Creates limits without hysteresis: alerts clear at the limit. */
    public Limits(double highPressure, double highTemperature, double pressureSpike) {
      this(
          highPressure,
          highTemperature,
          pressureSpike,
          highPressure,
          highTemperature,
          pressureSpike);
    }

    /** Rejects limits that are not finite, and clear levels above their limit. */
    public Limits {
      if (!Double.isFinite(highPressure)
          || !Double.isFinite(highTemperature)
          || !Double.isFinite(pressureSpike)) {
        throw new IllegalArgumentException("a limit is not a finite number");
      }
      if (!(clearPressure <= highPressure
          && clearTemperature <= highTemperature
          && clearSpike <= pressureSpike)) {
        throw new IllegalArgumentException("a clear level is above its limit");
      }
    }
  }
}
