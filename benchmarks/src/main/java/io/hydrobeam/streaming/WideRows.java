package io.hydrobeam.streaming;

import static org.apache.spark.sql.functions.first;

import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows with all sensors side by side, and their features, from statistics with one row per sensor.
 */
final class WideRows {
  private WideRows() {}

  static Dataset<Row> of(Dataset<Row> statistics) {
    return statistics
        .groupBy("window", "rig", "cycle")
        .pivot("sensor", Sensor.all().stream().<Object>map(Sensor::name).toList())
        .agg(
            first("avg").as("avg"),
            first("min").as("min"),
            first("max").as("max"),
            first("std").as("std"),
            first("count").as("count"))
        .selectExpr(columns())
        .selectExpr(withFeatures());
  }

  private static String[] columns() {
    var columns = new ArrayList<String>();
    columns.addAll(
        List.of("rig", "cycle", "window.start AS window_start", "window.end AS window_end"));
    for (Sensor sensor : Sensor.all()) {
      columns.addAll(List.of(sensor + "_avg", sensor + "_min", sensor + "_max"));
      // The standard deviation of Spark is null for one sample.
      columns.add(
          String.format(Locale.ROOT, "IF(%1$s_count = 1, 0D, %1$s_std) AS %1$s_std", sensor));
      columns.add(String.format(Locale.ROOT, "coalesce(%1$s_count, 0L) AS %1$s_count", sensor));
    }
    columns.add(mean("pressure", Sensor.Quantity.PRESSURE));
    columns.add(mean("temperature", Sensor.Quantity.TEMPERATURE));
    columns.add(mean("flow", Sensor.Quantity.FLOW));
    return columns.toArray(String[]::new);
  }

  private static String mean(String name, Sensor.Quantity quantity) {
    List<String> averages =
        Sensor.all().stream()
            .filter(sensor -> sensor.quantity() == quantity)
            .map(sensor -> sensor + "_avg")
            .toList();
    return String.format(
        Locale.ROOT, "(%s) / %d AS %s_mean", String.join(" + ", averages), averages.size(), name);
  }

  private static String[] withFeatures() {
    List<String> there =
        Sensor.all().stream().map(sensor -> "IF(" + sensor + "_count > 0, 1, 0)").toList();
    List<String> whole =
        Sensor.all().stream()
            .map(s -> String.format(Locale.ROOT, "%s_count = %d", s, s.hertz()))
            .toList();
    return Stream.of(
            "*",
            "PS1_max - PS1_min AS pressure_range",
            "PS1_std / PS1_avg AS pressure_variability",
            "flow_mean / pressure_mean AS flow_pressure_ratio",
            "SE_avg * CE_avg / 100 AS efficiency_index",
            String.join(" + ", there) + " AS sensor_count",
            String.join(" AND ", whole) + " AS complete")
        .toArray(String[]::new);
  }
}
