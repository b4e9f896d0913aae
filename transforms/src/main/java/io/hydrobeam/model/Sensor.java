package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The seventeen sensors of a rig, in the order of the columns. Each sensor has a quantity, a unit
 * and a sampling rate.
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

  /** Physical quantities of the sensors. */
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

    /** Returns the quantity in words, in lower case. */
    public String label() {
      return label;
    }

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

  /** Returns all sensors in the order of the columns. */
  public static List<Sensor> all() {
    return ALL;
  }

  /** Returns the sensor with this exact name; empty for any other text. */
  public static Optional<Sensor> named(String name) {
    return ALL.stream().filter(sensor -> sensor.name().equals(name)).findFirst();
  }

  /** Returns the names of all sensors, separated by commas, for error messages. */
  public static String names() {
    return Arrays.stream(values()).map(Sensor::name).collect(Collectors.joining(", "));
  }

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

  @Override
  public String unit() {
    return quantity.unit();
  }

  /** Returns the sampling rate, in samples per second. */
  public int hertz() {
    return hertz;
  }
}
