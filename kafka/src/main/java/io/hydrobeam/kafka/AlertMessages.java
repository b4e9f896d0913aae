package io.hydrobeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Column;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Signal;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reader and writer of the messages of the alerts topic, with the fields of {@link AlertColumns}.
 */
public final class AlertMessages {
  private AlertMessages() {}

  /**
   * Parses the value of a message.
   *
   * @param message the value of the message; null for a message without a value
   * @throws BadMessageException if the message is not an alert message
   */
  public static AlertMessage read(byte @Nullable [] message) throws BadMessageException {
    return JsonMessage.read(message, AlertMessages::of);
  }

  private static AlertMessage of(JsonMessage json) {
    return new AlertMessage(
        text(json, AlertColumns.ID),
        text(json, AlertColumns.RIG),
        json.number(AlertColumns.CYCLE.name()).intValue(),
        json.time(AlertColumns.WINDOW_START.name()),
        json.time(AlertColumns.WINDOW_END.name()),
        text(json, AlertColumns.TYPE),
        json.optional(AlertColumns.SENSOR.name()),
        Severity.valueOf(upper(text(json, AlertColumns.SEVERITY))),
        json.finite(AlertColumns.VALUE.name()),
        json.finite(AlertColumns.LIMIT.name()),
        json.path(AlertColumns.MESSAGE.name()).asText(),
        State.valueOf(upper(text(json, AlertColumns.STATE))),
        json.time(AlertColumns.SINCE.name()),
        json.optional(AlertColumns.COMPONENT.name()));
  }

  private static String text(JsonMessage json, Column<AlertMessage> column) {
    return json.text(column.name());
  }

  /** Returns the record for the alerts topic, keyed by rig like all its records. */
  public static ProducerRecord<byte[], byte[]> record(String topic, AlertMessage message) {
    return new ProducerRecord<>(
        topic, message.rig().getBytes(UTF_8), JsonRows.encode(AlertColumns.all(), message));
  }

  /**
   * Returns the alert of a rig.
   *
   * @throws BadMessageException if this version of Hydrobeam has no such alert
   */
  public static Alert alert(AlertMessage message) throws BadMessageException {
    try {
      String sensor = message.sensor();
      String component = message.component();
      var alert =
          new Alert(
              message.rig(),
              message.cycle(),
              message.startMillis(),
              message.endMillis(),
              Type.valueOf(upper(message.type())),
              sensor == null ? null : Signal.labelled(sensor).orElseThrow(() -> no(sensor)),
              message.severity(),
              message.value() == null ? Double.NaN : message.value(),
              message.limit() == null ? Double.NaN : message.limit(),
              message.message(),
              message.state(),
              message.sinceMillis(),
              component == null
                  ? null
                  : Component.labelled(component).orElseThrow(() -> no(component)));
      if (!alert.id().equals(message.id())) {
        throw new BadMessageException("the id is not that of its rig, type, sensor and since");
      }
      return alert;
    } catch (IllegalArgumentException e) {
      throw new BadMessageException(String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException no(String name) {
    return new IllegalArgumentException("there is no " + name);
  }

  private static String upper(String label) {
    return label.toUpperCase(Locale.ROOT);
  }
}
