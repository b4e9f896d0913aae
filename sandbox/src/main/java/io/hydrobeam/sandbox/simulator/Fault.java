package io.hydrobeam.sandbox.simulator;

import io.hydrobeam.model.Component;
import io.hydrobeam.model.Sensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fault of a simulated rig from a cycle on, counted from 1: a worn component or a faulty sensor.
 * The text form is {@code cooler:3} or {@code spike:PS1}, or with a cycle {@code cooler:20@3}.
 */
public sealed interface Fault {
  /** Returns the first cycle with the fault, counted from 1. */
  int fromCycle();

  /** Component in a worse condition. */
  record WornComponent(Component component, int level, int fromCycle) implements Fault {}

  /** Sensor with wrong or missing values. */
  record FaultySensor(SensorFault kind, Sensor sensor, int fromCycle) implements Fault {}

  /** Parses {@code KIND:WHAT} or {@code KIND:WHAT@CYCLE}. */
  static Fault parse(String text) {
    Matcher parts = Pattern.compile("([a-z]+):(\\w+)(?:@([1-9]\\d{0,8}))?").matcher(text);
    Optional<Fault> fault = Optional.empty();
    if (parts.matches()) {
      int from = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
      fault =
          worn(parts.group(1), parts.group(2), from)
              .or(() -> faulty(parts.group(1), parts.group(2), from));
    }
    return fault.orElseThrow(
        () -> new IllegalArgumentException("'" + text + "' is given; it takes " + takes() + "."));
  }

  /** Returns the allowed values of the option, for error messages. */
  static String takes() {
    String components =
        Arrays.stream(Component.values())
            .map(c -> lower(c) + ":LEVEL " + c.levels())
            .collect(Collectors.joining(", "));
    return components
        + ", spike:SENSOR, stuck:SENSOR, dropout:SENSOR, fade:SENSOR, drift:SENSOR ["
        + Sensor.names()
        + "], each with @N to begin at the N-th cycle";
  }

  private static Optional<Fault> worn(String name, String level, int from) {
    return Arrays.stream(Component.values())
        .filter(component -> lower(component).equals(name))
        .filter(component -> component.levels().stream().anyMatch(l -> level.equals("" + l)))
        .<Fault>map(component -> new WornComponent(component, Integer.parseInt(level), from))
        .findFirst();
  }

  private static Optional<Fault> faulty(String name, String sensor, int from) {
    return Arrays.stream(SensorFault.values())
        .filter(kind -> lower(kind).equals(name) && Sensor.named(sensor).isPresent())
        .<Fault>map(kind -> new FaultySensor(kind, Sensor.valueOf(sensor), from))
        .findFirst();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
