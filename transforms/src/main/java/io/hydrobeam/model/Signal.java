package io.hydrobeam.model;

import java.util.Optional;

/** What an anomaly shows in: a sensor, or a feature of the row. */
public sealed interface Signal permits Sensor, Feature {
  /** Its name as other programs see it, such as PS1 or pressure_mean. */
  String label();

  /** Its name for a technician, such as "pressure PS1". */
  String title();

  /** The unit of its values. */
  String unit();

  /** The sensor or feature of this label; empty for any other text. */
  static Optional<Signal> labelled(String label) {
    return Sensor.named(label).<Signal>map(s -> s).or(() -> Feature.labelled(label));
  }
}
