package io.hydrobeam.model;

import java.util.Optional;

/** Sensor or feature of a row that an anomaly refers to. */
public sealed interface Signal permits Sensor, Feature {
  /** Returns the name in messages and tables, such as PS1 or pressure_mean. */
  String label();

  /** Returns the name for a technician, such as "pressure PS1". */
  String title();

  /** Returns the unit of the values. */
  String unit();

  /** Returns the sensor or feature with this label; empty for any other text. */
  static Optional<Signal> labelled(String label) {
    return Sensor.named(label).<Signal>map(s -> s).or(() -> Feature.labelled(label));
  }
}
