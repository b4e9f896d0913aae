package io.hydrobeam.model;

import static io.hydrobeam.model.Column.Type.DOUBLE;
import static io.hydrobeam.model.Column.Type.INT;
import static io.hydrobeam.model.Column.Type.TEXT;
import static io.hydrobeam.model.Column.Type.TIMESTAMP;

import java.util.List;

/** Columns of the table {@code alerts} and fields of the messages on the alerts topic. */
public final class AlertColumns {
  public static final Column<AlertMessage> ID =
      Column.required("id", TEXT, "the same in all messages of one alert", AlertMessage::id);
  public static final Column<AlertMessage> RIG =
      Column.required("rig", TEXT, "the machine", AlertMessage::rig);
  public static final Column<AlertMessage> CYCLE =
      Column.required("cycle", INT, "the load cycle", AlertMessage::cycle);
  public static final Column<AlertMessage> WINDOW_START =
      Column.required(
          "window_start",
          TIMESTAMP,
          "the window in which the message was due",
          AlertMessage::startMillis);
  public static final Column<AlertMessage> WINDOW_END =
      Column.required(
          "window_end",
          TIMESTAMP,
          "the window in which the message was due",
          AlertMessage::endMillis);
  public static final Column<AlertMessage> TYPE =
      Column.required(
          "type", TEXT, "see [anomaly types](alerts.md#anomaly-types)", AlertMessage::type);
  public static final Column<AlertMessage> SENSOR =
      Column.optional(
          "sensor", TEXT, "a sensor, or a feature such as `pressure_mean`", AlertMessage::sensor);
  public static final Column<AlertMessage> SEVERITY =
      Column.required(
          "severity",
          TEXT,
          "`info`, `warning` or `critical`",
          message -> message.severity().label());
  public static final Column<AlertMessage> VALUE =
      Column.required(
          "value",
          DOUBLE,
          "the value found; the worst value in a `cleared` message",
          AlertMessage::value);
  public static final Column<AlertMessage> LIMIT =
      Column.required("limit", DOUBLE, "the limit that the value passed", AlertMessage::limit);
  public static final Column<AlertMessage> MESSAGE =
      Column.required("message", TEXT, "a sentence for people", AlertMessage::message);
  public static final Column<AlertMessage> STATE =
      Column.required(
          "state",
          TEXT,
          "`raised`, `escalated`, `eased`, `reminded` or `cleared`",
          message -> message.state().label());
  public static final Column<AlertMessage> SINCE =
      Column.required(
          "since",
          TIMESTAMP,
          "the start of the first window of the condition",
          AlertMessage::sinceMillis);
  public static final Column<AlertMessage> COMPONENT =
      Column.optional("component", TEXT, "the suspected component", AlertMessage::component);

  private static final List<Column<AlertMessage>> ALL =
      List.of(
          ID,
          RIG,
          CYCLE,
          WINDOW_START,
          WINDOW_END,
          TYPE,
          SENSOR,
          SEVERITY,
          VALUE,
          LIMIT,
          MESSAGE,
          STATE,
          SINCE,
          COMPONENT);

  private AlertColumns() {}

  /** Returns all columns in their order. */
  public static List<Column<AlertMessage>> all() {
    return ALL;
  }

  /** Returns the columns that identify an alert: equal in all its messages. */
  public static List<Column<AlertMessage>> identity() {
    return List.of(ID, RIG, TYPE, SENSOR, SINCE);
  }
}
