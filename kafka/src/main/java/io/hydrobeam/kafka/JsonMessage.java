package io.hydrobeam.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * JSON message published by the stream, in the format of {@link JsonRows}. Every field is
 * validated, because any client may write to the topic.
 */
public final class JsonMessage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode json;

  private JsonMessage(JsonNode json) {
    this.json = json;
  }

  /**
   * Parses the value of a message.
   *
   * @param message the value of the message; null for a message without a value
   * @param reader converts the fields, and may reject them by an IllegalArgumentException
   * @throws BadMessageException if the message is malformed or rejected
   */
  public static <T> T read(byte @Nullable [] message, Function<JsonMessage, T> reader)
      throws BadMessageException {
    if (message == null) {
      throw new BadMessageException("no value");
    }
    try {
      return reader.apply(new JsonMessage(JSON.readTree(message)));
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new BadMessageException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns a field of any type, or a missing node. */
  public JsonNode path(String field) {
    return json.path(field);
  }

  /** Returns a required text, which must not be empty. */
  public String text(String field) {
    String text = optional(field);
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  /** Returns a text; null if the field is missing, empty or of another type. */
  public @Nullable String optional(String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  /** Returns a required number. */
  public Number number(String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return value.numberValue();
  }

  /** Returns a finite number; null if the field is missing, not a number or infinite. */
  public @Nullable Double finite(String field) {
    double value = json.path(field).asDouble(Double.NaN);
    return Double.isFinite(value) ? value : null;
  }

  /** Returns a required time, converted to epoch milliseconds. */
  public long time(String field) {
    return Instant.parse(text(field)).toEpochMilli();
  }
}
