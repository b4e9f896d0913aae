package io.hydrobeam.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads what comes from Kafka. Anyone may write there, so nothing is taken for granted: what is no
 * message is refused, and texts are cut to a length that a page can bear.
 */
final class Messages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_SENTENCE = 600;
  private static final List<String> FIGURES = List.of("_avg", "_min", "_max", "_count");

  private Messages() {}

  /**
   * The row of a message.
   *
   * @throws BadMessageException if it holds none
   */
  static FeatureRow row(byte[] message) throws BadMessageException {
    return read(message, Messages::row);
  }

  /**
   * The alert of a message.
   *
   * @throws BadMessageException if it holds none
   */
  static AlertMessage alert(byte[] message) throws BadMessageException {
    return read(message, Messages::alert);
  }

  private static FeatureRow row(JsonNode json) {
    var figures = new float[FeatureRow.FIGURES * Sensor.all().size()];
    int at = 0;
    for (Sensor sensor : Sensor.all()) {
      for (String figure : FIGURES) {
        figures[at++] = (float) json.path(sensor.name() + figure).asDouble(Double.NaN);
      }
    }
    return new FeatureRow(
        name(json, "rig"),
        number(json, "cycle").intValue(),
        time(json, "window_start"),
        time(json, "window_end"),
        json.path("revision").asInt(),
        json.path("complete").asBoolean(),
        figures);
  }

  private static AlertMessage alert(JsonNode json) {
    return new AlertMessage(
        name(json, "id"),
        name(json, "rig"),
        time(json, "window_start"),
        time(json, "window_end"),
        name(json, "type"),
        optional(json, "sensor"),
        Severity.valueOf(name(json, "severity").toUpperCase(Locale.ROOT)),
        finite(json, "value"),
        finite(json, "limit"),
        cut(json.path("message").asText(), LONGEST_SENTENCE),
        AlertMessage.State.valueOf(name(json, "state").toUpperCase(Locale.ROOT)),
        time(json, "since"),
        optional(json, "component"));
  }

  private interface Reader<T> {
    T read(JsonNode json);
  }

  private static <T> T read(byte @Nullable [] message, Reader<T> reader)
      throws BadMessageException {
    if (message == null) {
      throw new BadMessageException("no value");
    }
    try {
      return reader.read(JSON.readTree(message));
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new BadMessageException(String.valueOf(e.getMessage()));
    }
  }

  private static String name(JsonNode json, String field) {
    String text = optional(json, field);
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  private static @Nullable String optional(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.textValue().isEmpty()
        ? cut(value.textValue(), LONGEST_NAME)
        : null;
  }

  private static Number number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return value.numberValue();
  }

  private static @Nullable Double finite(JsonNode json, String field) {
    double value = json.path(field).asDouble(Double.NaN);
    return Double.isFinite(value) ? value : null;
  }

  private static long time(JsonNode json, String field) {
    return Instant.parse(name(json, field)).toEpochMilli();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** A message that holds neither a row nor an alert. */
  static final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
      super(message);
    }
  }
}
