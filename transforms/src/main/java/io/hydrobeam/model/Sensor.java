package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The seventeen sensors of a rig, in the order in which rows list them, each with the quantity that
 * it measures, the unit of its values and the rate at which it samples.
 */
public enum Sensor implements Signal {
  PS1(Quantity.PRESSURE, 100),
  PS2(Quantity.PRESSURE, 100),
  PS3(Quantity.PRESSURE, 100),
  PS4(Quantity.PRESSURE, 100),
  PS5(Quantity.PRESSURE, 100),
  PS6(Quantity.PRESSURE, 100),
  EPS1(Quantity.MOTOR_POWER, 100),
  FS1(Quantity.FLOW, 10),
  FS2(Quantity.FLOW, 10),
  TS1(Quantity.TEMPERATURE, 1),
  TS2(Quantity.TEMPERATURE, 1),
  TS3(Quantity.TEMPERATURE, 1),
  TS4(Quantity.TEMPERATURE, 1),
  VS1(Quantity.VIBRATION, 1),
  CE(Quantity.COOLING_EFFICIENCY, 1),
  CP(Quantity.COOLING_POWER, 1),
  SE(Quantity.EFFICIENCY_FACTOR, 1);

  /** What a sensor measures. */
  public enum Quantity {
    PRESSURE("pressure", "bar"),
    MOTOR_POWER("motor power", "W"),
    FLOW("volume flow", "l/min"),
    TEMPERATURE("temperature", "°C"),
    VIBRATION("vibration", "mm/s"),
    COOLING_EFFICIENCY("cooling efficiency", "%"),
    COOLING_POWER("cooling power", "kW"),
    EFFICIENCY_FACTOR("efficiency factor", "%");

    private final String label;
    private final String unit;

    Quantity(String label, String unit) {
      this.label = label;
      this.unit = unit;
    }

    /** The quantity in words, in lower case. */
    public String label() {
      return label;
    }

    /** The unit of the values. */
    public String unit() {
      return unit;
    }
  }

  private static final List<Sensor> ALL = List.of(values());

  private final Quantity quantity;
  private final int hertz;

  Sensor(Quantity quantity, int hertz) {
    this.quantity = quantity;
    this.hertz = hertz;
  }

  /** All sensors in the order of the rows. */
  public static List<Sensor> all() {
    return ALL;
  }

  /** The sensor of this name, exactly as spelled; empty for any other text. */
  public static Optional<Sensor> named(String name) {
    return ALL.stream().filter(sensor -> sensor.name().equals(name)).findFirst();
  }

  /** The names of all sensors, for messages to people. */
  public static String names() {
    return Arrays.stream(values()).map(Sensor::name).collect(Collectors.joining(", "));
  }

  /** What the sensor measures. */
  public Quantity quantity() {
    return quantity;
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public String title() {
    return quantity.label() + " " + name();
  }

  /** The unit of the sensor's values. */
  @Override
  public String unit() {
    return quantity.unit();
  }

  /** Samples a second. */
  public int hertz() {
    return hertz;
  }
}
