package io.hydrobeam.model;

import static io.hydrobeam.model.Column.Type.BOOLEAN;
import static io.hydrobeam.model.Column.Type.DOUBLE;
import static io.hydrobeam.model.Column.Type.INT;
import static io.hydrobeam.model.Column.Type.LONG;
import static io.hydrobeam.model.Column.Type.TEXT;
import static io.hydrobeam.model.Column.Type.TIMESTAMP;

import java.util.List;

/** Columns of the table {@code anomalies}. */
public final class AnomalyColumns {
  private static final List<Column<AnomalyRow>> ALL =
      List.of(
          Column.required(
              "id",
              TEXT,
              "the same whenever the same anomaly is found again",
              row -> row.anomaly().id()),
          Column.required("rig", TEXT, "the machine", row -> row.anomaly().rig()),
          Column.required("cycle", INT, "the load cycle", row -> row.anomaly().cycle()),
          Column.required(
              "window_start", TIMESTAMP, "the window", row -> row.anomaly().windowStartMillis()),
          Column.required(
              "window_end", TIMESTAMP, "the window", row -> row.anomaly().windowEndMillis()),
          Column.required(
              "type",
              TEXT,
              "see [anomaly types](alerts.md#anomaly-types)",
              row -> row.anomaly().type().label()),
          Column.optional(
              "sensor",
              TEXT,
              "a sensor, or a feature such as `pressure_mean`",
              row -> row.anomaly().sensor() == null ? null : row.anomaly().sensor().label()),
          Column.required(
              "severity",
              TEXT,
              "`info`, `warning` or `critical`",
              row -> row.anomaly().severity().label()),
          Column.required("value", DOUBLE, "the value found", row -> row.anomaly().value()),
          Column.required(
              "limit", DOUBLE, "the limit that the value passed", row -> row.anomaly().limit()),
          Column.required("message", TEXT, "a sentence for people", row -> row.anomaly().message()),
          Column.optional(
              "revision",
              INT,
              "the revision of the row",
              row -> row.version() == null ? null : row.version().revision()),
          Column.optional(
              "samples",
              LONG,
              "the number of samples in the row",
              row -> row.version() == null ? null : row.version().samples()),
          Column.optional(
              "complete",
              BOOLEAN,
              "whether the row is complete",
              row -> row.version() == null ? null : row.version().complete()));

  private AnomalyColumns() {}

  /** Returns all columns in their order. */
  public static List<Column<AnomalyRow>> all() {
    return ALL;
  }
}
