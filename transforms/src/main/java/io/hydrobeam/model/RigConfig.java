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
 * What is known of a kind of rig beforehand: its sensors, the groups whose means are features, and
 * the limits that must not be passed. Read from {@code conf/rig.yaml}.
 *
 * @param sensors unit and rate of each of the seventeen sensors, none missing
 * @param pressures the sensors of {@code pressure_mean}, at least one
 * @param temperatures the sensors of {@code temperature_mean}, at least one
 * @param flows the sensors of {@code flow_mean}, at least one
 * @param limits when a row is an anomaly
 * @param components the sensors that show the wear of a component first
 * @param detectors how far each of the detectors that can be set lets a rig go; one that is not
 *     here is off
 * @param features the levels of features of the rows; one that is not here has none
 * @param alerts when anomalies become alerts
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

  /** Checks that no sensor and no group is missing. */
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

  /** A rig with the usual components, detectors and alerts, and no levels of features. */
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

  /** Whether all sensors are there, each with exactly the samples that its rate promises. */
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
   * The same rig with sensors at other rates.
   *
   * @param hertz the rate of each sensor, none missing
   */
  public RigConfig at(Map<Sensor, Double> hertz) {
    var specs = new EnumMap<Sensor, SensorSpec>(Sensor.class);
    sensors.forEach(
        (sensor, spec) ->
            specs.put(sensor, new SensorSpec(spec.unit(), hertz.get(sensor), spec.bounds())));
    return new RigConfig(
        specs, pressures, temperatures, flows, limits, components, detectors, features, alerts);
  }

  /** The same rig with other detectors. */
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

  /** The same rig with other rules of alerts. */
  public RigConfig with(AlertRules rules) {
    return new RigConfig(
        sensors, pressures, temperatures, flows, limits, components, detectors, features, rules);
  }

  /** The levels of a sensor or feature; {@link Bounds#NONE} if it has none. */
  public Bounds boundsOf(Signal signal) {
    return signal instanceof Sensor sensor
        ? sensors.get(sensor).bounds()
        : features.getOrDefault((Feature) signal, Bounds.NONE);
  }

  /** The unit of a sensor or feature, for messages to people. */
  public String unitOf(Signal signal) {
    return signal instanceof Sensor sensor ? sensors.get(sensor).unit() : signal.unit();
  }

  /** The sensors that show wear first, by what each component does in the circuit. */
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

  /** How far the detectors let a rig go where its configuration does not say. */
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
   * One sensor.
   *
   * @param unit the unit of its values, for messages to people
   * @param hertz samples a second, above 0
   * @param bounds which of its values are trouble
   */
  public record SensorSpec(String unit, double hertz, Bounds bounds) implements Serializable {
    /** A sensor any value of which will do. */
    public SensorSpec(String unit, double hertz) {
      this(unit, hertz, Bounds.NONE);
    }

    /** Checks the rate. */
    public SensorSpec {
      if (!(hertz > 0) || !Double.isFinite(hertz)) {
        throw new IllegalArgumentException("the rate must be above 0 Hz: " + hertz);
      }
    }
  }

  /**
   * Values of one sensor or feature, in its unit, each infinite where there is no such bound. From
   * the least on they must not fall, but for the two at which an alert is over.
   *
   * @param least the least that the sensor can measure
   * @param criticalBelow what lies below is critical
   * @param warningBelow what lies below is worth a warning
   * @param warningAbove what lies above is worth a warning
   * @param criticalAbove what lies above is critical
   * @param greatest the greatest that the sensor can measure
   * @param clearBelow an alert of a value that is too low lasts while it is below this
   * @param clearAbove an alert of a value that is too high lasts while it is above this
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
    /** No bounds at all. */
    public static final Bounds NONE =
        new Bounds(
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    /** Bounds whose alerts are over when the value is no longer beyond the warning level. */
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

    /** Checks the order. */
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
   * From when on a detector reports, in its own measure.
   *
   * @param warning a finite number above 0
   * @param critical another one, as far away from normal or further
   */
  public record Levels(double warning, double critical) implements Serializable {
    /** Checks that both are finite numbers above 0. */
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
   * The fixed limits.
   *
   * @param highPressure of PS1_max, in bar
   * @param highTemperature of the maximum of any temperature sensor, in °C
   * @param pressureSpike of pressure_range, in bar
   * @param clearPressure an alert of high pressure lasts while PS1_max is above this, in bar
   * @param clearTemperature the same for the temperature, in °C
   * @param clearSpike the same for pressure_range, in bar
   */
  public record Limits(
      double highPressure,
      double highTemperature,
      double pressureSpike,
      double clearPressure,
      double clearTemperature,
      double clearSpike)
      implements Serializable {
    /** Limits whose alerts are over when the value is no longer above the limit. */
    public Limits(double highPressure, double highTemperature, double pressureSpike) {
      this(
          highPressure,
          highTemperature,
          pressureSpike,
          highPressure,
          highTemperature,
          pressureSpike);
    }

    /** Checks that all are finite, and no clear level above its limit. */
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
