package io.hydrobeam.sandbox.demo;

import io.hydrobeam.model.Sensor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** Text form of a row: one line for each sensor and for each feature. */
final class RowText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  static final List<String> FEATURES =
      List.of(
          "pressure_mean",
          "temperature_mean",
          "flow_mean",
          "pressure_range",
          "pressure_variability",
          "flow_pressure_ratio",
          "efficiency_index");

  private RowText() {}

  /** Returns the lines of a row. */
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
        String.format(
            Locale.ROOT, "%8s %10s %10s %10s %10s %6s", "", "avg", "min", "max", "std", "count"));
    for (Sensor sensor : Sensor.all()) {
      lines.add(
          String.format(
              Locale.ROOT,
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
      lines.add(String.format(Locale.ROOT, "%22s %14s", feature, precise(row.get(feature))));
    }
    return lines;
  }

  private static String number(Object value) {
    return value == null ? "null" : String.format(Locale.ROOT, "%.3f", (Double) value);
  }

  /** Formats a value with all significant digits, since some features are small. */
  private static String precise(Object value) {
    return value == null ? "null" : String.format(Locale.ROOT, "%.6f", (Double) value);
  }
}
