package io.hydrobeam.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A message that the stream has published, as {@link JsonRows} writes them. Anyone may write to a
 * topic, so nothing is taken for granted.
 */
public final class JsonMessage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode json;

  private JsonMessage(JsonNode json) {
    this.json = json;
  }

  /**
   * Makes something of a message's value.
   *
   * @param message the value as it came, null where there was none
   * @param reader may refuse what it reads by an IllegalArgumentException
   * @throws BadMessageException if the message does not hold it
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

  /** A field that any value may have, or none. */
  public JsonNode path(String field) {
    return json.path(field);
  }

  /** A text that must be there and not be empty. */
  public String text(String field) {
    String text = optional(field);
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  /** A text; null if it is missing, empty or none. */
  public @Nullable String optional(String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  /** A number that must be there. */
  public Number number(String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return value.numberValue();
  }

  /** A number; null if it is missing, none or infinite. */
  public @Nullable Double finite(String field) {
    double value = json.path(field).asDouble(Double.NaN);
    return Double.isFinite(value) ? value : null;
  }

  /** A time that must be there, in epoch milliseconds. */
  public long time(String field) {
    return Instant.parse(text(field)).toEpochMilli();
  }
}
