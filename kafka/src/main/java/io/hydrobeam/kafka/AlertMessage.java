package io.hydrobeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Signal;
import io.hydrobeam.tables.AlertTable;
import io.hydrobeam.tables.PartitionBy;
import java.util.Locale;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Message of the alerts topic: the new state of an alert of a rig or of the stream itself. Any
 * version of Hydrobeam may have written the message.
 *
 * @param id the id of the alert, the same in all its messages
 * @param rig the rig's name, or {@link StreamAlert#NO_RIG}
 * @param cycle the load cycle in which the alert reached this state, below 0 for none
 * @param startMillis the start of the window in which the alert reached this state, epoch
 *     milliseconds
 * @param endMillis the end of the window, epoch milliseconds
 * @param type the type of the anomaly, in snake_case
 * @param sensor the affected sensor, or a feature such as pressure_mean, or null
 * @param severity the severity of the alert
 * @param value the observed value, or null
 * @param limit the limit that the value is compared with, or null
 * @param message one sentence for a technician
 * @param state the new state of the alert
 * @param sinceMillis the start of the condition, epoch milliseconds
 * @param component the suspected component, or null
 */
public record AlertMessage(
    String id,
    String rig,
    int cycle,
    long startMillis,
    long endMillis,
    String type,
    @Nullable String sensor,
    Severity severity,
    @Nullable Double value,
    @Nullable Double limit,
    String message,
    State state,
    long sinceMillis,
    @Nullable String component) {

  /**
   * Parses the value of a message.
   *
   * @param message the value of the message; null for a message without a value
   * @throws BadMessageException if the message is not an alert message
   */
  public static AlertMessage read(byte @Nullable [] message) throws BadMessageException {
    return JsonMessage.read(message, AlertMessage::of);
  }

  private static AlertMessage of(JsonMessage json) {
    return new AlertMessage(
        json.text("id"),
        json.text("rig"),
        json.number("cycle").intValue(),
        json.time("window_start"),
        json.time("window_end"),
        json.text("type"),
        json.optional("sensor"),
        Severity.valueOf(upper(json.text("severity"))),
        json.finite("value"),
        json.finite("limit"),
        json.path("message").asText(),
        State.valueOf(upper(json.text("state"))),
        json.time("since"),
        json.optional("component"));
  }

  /**
   * Returns the message that clears this alert by hand. It is dated in the window after this
   * message, because readers ignore a message that is not later than the last one known.
   */
  public AlertMessage clearedByHand() {
    return new AlertMessage(
        id,
        rig,
        cycle,
        endMillis,
        endMillis + Math.max(1, endMillis - startMillis),
        type,
        sensor,
        severity,
        value,
        limit,
        String.format(
            Locale.ROOT,
            "Rig %s: %s%s was ended by hand",
            rig,
            type.replace('_', ' '),
            sensor == null ? "" : " of " + sensor),
        State.CLEARED,
        sinceMillis,
        component);
  }

  /** Returns the record for the alerts topic, keyed by rig like all its records. */
  ProducerRecord<byte[], byte[]> record(String topic) {
    var row = new GenericData.Record(new AlertTable(PartitionBy.SECOND).schema());
    row.put("id", id);
    row.put("rig", rig);
    row.put("cycle", cycle);
    row.put("window_start", startMillis);
    row.put("window_end", endMillis);
    row.put("type", type);
    row.put("sensor", sensor);
    row.put("severity", severity.label());
    row.put("value", value);
    row.put("limit", limit);
    row.put("message", message);
    row.put("state", state.label());
    row.put("since", sinceMillis);
    row.put("component", component);
    return new ProducerRecord<>(topic, rig.getBytes(UTF_8), JsonRows.encode(row));
  }

  /** Returns whether the alert concerns the stream itself rather than a rig. */
  boolean isOfStream() {
    return rig.equals(StreamAlert.NO_RIG);
  }

  /**
   * Returns the alert of a rig.
   *
   * @throws BadMessageException if this version of Hydrobeam has no such alert
   */
  Alert alert() throws BadMessageException {
    try {
      var alert =
          new Alert(
              rig,
              cycle,
              startMillis,
              endMillis,
              Type.valueOf(upper(type)),
              sensor == null ? null : Signal.labelled(sensor).orElseThrow(() -> no(sensor)),
              severity,
              value == null ? Double.NaN : value,
              limit == null ? Double.NaN : limit,
              message,
              state,
              sinceMillis,
              component == null
                  ? null
                  : Component.labelled(component).orElseThrow(() -> no(component)));
      if (!alert.id().equals(id)) {
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
