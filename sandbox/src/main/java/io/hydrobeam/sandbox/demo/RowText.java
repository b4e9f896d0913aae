package io.hydrobeam.sandbox.demo;

import io.hydrobeam.model.Sensor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** A row for people to read: a line for each sensor, and one for each feature. */
final class RowText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> FEATURES =
      List.of(
          "pressure_mean",
          "temperature_mean",
          "flow_mean",
          "pressure_range",
          "pressure_variability",
          "flow_pressure_ratio",
          "efficiency_index");

  private RowText() {}

  /** The lines of a row. */
  static List<String> lines(GenericRecord row) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, cycle %s, the second from %s UTC, revision %s, %s",
            row.get("rig"),
            row.get("cycle"),
            TIME.format(Instant.ofEpochMilli((Long) row.get("window_start"))),
            row.get("revision"),
            Boolean.TRUE.equals(row.get("complete"))
                ? "complete"
                : row.get("sensor_count") + " sensors, not complete"));
    lines.add(
        String.format("%8s %10s %10s %10s %10s %6s", "", "avg", "min", "max", "std", "count"));
    for (Sensor sensor : Sensor.all()) {
      lines.add(
          String.format(
              "%8s %10s %10s %10s %10s %6s  %s",
              sensor,
              number(row.get(sensor + "_avg")),
              number(row.get(sensor + "_min")),
              number(row.get(sensor + "_max")),
              number(row.get(sensor + "_std")),
              row.get(sensor + "_count"),
              sensor.unit()));
    }
    for (String feature : FEATURES) {
      lines.add(String.format("%22s %12s", feature, number(row.get(feature))));
    }
    return lines;
  }

  private static String number(Object value) {
    if (value == null) {
      return "null";
    }
    double number = (Double) value;
    boolean small = number != 0 && Math.abs(number) < 0.1;
    return String.format(Locale.ROOT, small ? "%.6f" : "%.3f", number);
  }
}
