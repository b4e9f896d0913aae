package io.hydrobeam.model;

import static io.hydrobeam.model.Column.Type.BOOLEAN;
import static io.hydrobeam.model.Column.Type.DOUBLE;
import static io.hydrobeam.model.Column.Type.INT;
import static io.hydrobeam.model.Column.Type.LONG;
import static io.hydrobeam.model.Column.Type.TEXT;
import static io.hydrobeam.model.Column.Type.TIMESTAMP;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Columns of the table {@code streaming} and fields of the messages on the features topic. */
public final class RowColumns {
  private static final List<Column<FeatureVector>> ALL = columns();

  private RowColumns() {}

  /** Returns all columns in their order. */
  public static List<Column<FeatureVector>> all() {
    return ALL;
  }

  private static List<Column<FeatureVector>> columns() {
    var columns = new ArrayList<Column<FeatureVector>>();
    columns.add(Column.required("rig", TEXT, "the machine", row -> row.snapshot().rig()));
    columns.add(Column.required("cycle", INT, "the load cycle", row -> row.snapshot().cycle()));
    columns.add(
        Column.required(
            "window_start", TIMESTAMP, "the window", row -> row.snapshot().windowStartMillis()));
    columns.add(
        Column.required(
            "window_end", TIMESTAMP, "the window", row -> row.snapshot().windowEndMillis()));
    Sensor.all().forEach(sensor -> addSensor(columns, sensor));
    for (Feature feature : Feature.all()) {
      columns.add(
          Column.optional(
              feature.label(),
              DOUBLE,
              feature.formula() + (feature.unit().isEmpty() ? "" : ", " + feature.unit()),
              feature::of));
    }
    columns.add(
        Column.required(
            "sensor_count", INT, "number of sensors with samples", FeatureVector::sensorCount));
    columns.add(
        Column.required(
            "complete",
            BOOLEAN,
            "whether all sensors have exactly the samples that their rates promise",
            FeatureVector::complete));
    columns.add(
        Column.required(
            "revision",
            INT,
            "0 at first, +1 for each revision by late samples",
            row -> row.snapshot().revision()));
    return List.copyOf(columns);
  }

  private static void addSensor(List<Column<FeatureVector>> columns, Sensor sensor) {
    String text = String.format(Locale.ROOT, "of the samples of sensor %s", sensor);
    columns.add(statistic(sensor, "avg", "mean " + text, Statistics::avg));
    columns.add(statistic(sensor, "min", "minimum " + text, Statistics::min));
    columns.add(statistic(sensor, "max", "maximum " + text, Statistics::max));
    columns.add(statistic(sensor, "std", "standard deviation " + text, Statistics::std));
    columns.add(
        Column.since(
            sensor + "_count",
            LONG,
            0L,
            String.format(Locale.ROOT, "number of samples of sensor %s, 0 if silent", sensor),
            row -> {
              Statistics statistics = row.snapshot().sensors().get(sensor);
              return statistics == null ? 0L : statistics.count();
            }));
  }

  /** Returns a column that is null if the sensor is silent or no finite double holds the value. */
  private static Column<FeatureVector> statistic(
      Sensor sensor, String suffix, String description, ToDoubleFunction<Statistics> figure) {
    return Column.optional(
        sensor + "_" + suffix,
        DOUBLE,
        description,
        row -> {
          Statistics statistics = row.snapshot().sensors().get(sensor);
          return statistics == null ? null : finite(figure.applyAsDouble(statistics));
        });
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
