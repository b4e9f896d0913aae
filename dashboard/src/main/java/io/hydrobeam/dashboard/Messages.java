package io.hydrobeam.dashboard;

import io.hydrobeam.kafka.AlertMessages;
import io.hydrobeam.kafka.BadMessageException;
import io.hydrobeam.kafka.JsonMessage;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Sensor;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Parses messages from Kafka. Any client may write to the topics, so invalid messages are rejected,
 * and texts are cut to a maximum length.
 */
final class Messages {
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_SENTENCE = 600;
  private static final List<String> FIGURES = List.of("_avg", "_min", "_max", "_count");

  private Messages() {}

  /**
   * Parses a row.
   *
   * @throws BadMessageException if the message is not a row
   */
  static FeatureRow row(byte[] message) throws BadMessageException {
    return JsonMessage.read(message, Messages::row);
  }

  private static FeatureRow row(JsonMessage json) {
    var figures = new float[FeatureRow.FIGURES * Sensor.all().size()];
    int at = 0;
    for (Sensor sensor : Sensor.all()) {
      for (String figure : FIGURES) {
        figures[at++] = (float) json.path(sensor.name() + figure).asDouble(Double.NaN);
      }
    }
    return new FeatureRow(
        name(json.text("rig")),
        json.number("cycle").intValue(),
        json.time("window_start"),
        json.time("window_end"),
        json.path("revision").asInt(),
        json.path("complete").asBoolean(),
        figures);
  }

  /**
   * Parses an alert.
   *
   * @throws BadMessageException if the message is not an alert
   */
  static AlertMessage alert(byte[] message) throws BadMessageException {
    AlertMessage alert = AlertMessages.read(message);
    return new AlertMessage(
        name(alert.id()),
        name(alert.rig()),
        alert.cycle(),
        alert.startMillis(),
        alert.endMillis(),
        name(alert.type()),
        name(alert.sensor()),
        alert.severity(),
        alert.value(),
        alert.limit(),
        cut(alert.message(), LONGEST_SENTENCE),
        alert.state(),
        alert.sinceMillis(),
        name(alert.component()));
  }

  private static @Nullable String name(@Nullable String text) {
    return text == null ? null : cut(text, LONGEST_NAME);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
