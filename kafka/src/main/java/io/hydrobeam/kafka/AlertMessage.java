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
 * One message of the alerts' topic: an alert that has come to a new state, of a rig or of the
 * stream itself, by this version or another.
 *
 * @param id the same in all messages of one alert
 * @param rig the rig's name, or {@link StreamAlert#NO_RIG}
 * @param cycle the load cycle in which it came to this state, below 0 for none
 * @param startMillis the start of the window in which it came to this state, epoch milliseconds
 * @param endMillis the end of that window
 * @param type what is wrong, in snake_case
 * @param sensor the sensor that shows it, or the feature, such as pressure_mean, or null
 * @param severity how bad it is
 * @param value what was seen, or null
 * @param limit what it was held against, or null
 * @param message one sentence for a technician
 * @param state where in its life the alert is
 * @param sinceMillis when it began, epoch milliseconds
 * @param component what is suspected, or null
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
   * Reads a message.
   *
   * @throws BadMessageException if it is none
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
   * The message that ends this alert, in the window after that of this message: a message that is
   * no later than one that is known changes nothing for those who read them.
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

  /** The same for the alerts' topic, keyed by rig as all messages are. */
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

  /** Whether it is about the stream, and no rig's. */
  boolean isOfStream() {
    return rig.equals(StreamAlert.NO_RIG);
  }

  /**
   * The alert of a rig that this tells of.
   *
   * @throws BadMessageException if this version makes no such alert
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
