package io.hydrobeam.parse;

import static io.hydrobeam.model.DeadLetter.Reason.BAD_CYCLE;
import static io.hydrobeam.model.DeadLetter.Reason.BAD_RIG;
import static io.hydrobeam.model.DeadLetter.Reason.BAD_TIMESTAMP;
import static io.hydrobeam.model.DeadLetter.Reason.BAD_VALUE;
import static io.hydrobeam.model.DeadLetter.Reason.MISSING_FIELD;
import static io.hydrobeam.model.DeadLetter.Reason.NOT_JSON;
import static io.hydrobeam.model.DeadLetter.Reason.UNKNOWN_SENSOR;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The fields of any JSON object that matter to a reading, by Jackson's streaming parser. Fields are
 * judged when asked for, after the whole message was read: of a field that comes twice the last one
 * counts. Jackson's own limits hold: 1,000 levels, 1,000 characters a number.
 */
final class JsonFields {
  // NaN and Infinity, which many producers write, are read so that they can be called by name.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private @Nullable Token sensor;
  private @Nullable Token cycle;
  private @Nullable Token value;
  private @Nullable Token timestamp;
  private @Nullable Token rig;
  private long sampleIdx = Reading.NO_INDEX;

  private record Token(JsonToken kind, String text, boolean isNumber) {
    /** The token as a person would quote it. */
    String quoted() {
      return switch (kind) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> text.isEmpty() ? "empty" : '"' + text + '"';
        default -> text;
      };
    }
  }

  private JsonFields() {}

  /** Reads the message to its end, and checks that no required field is missing. */
  static JsonFields read(byte[] message) throws MalformedMessageException {
    var fields = new JsonFields();
    String text = decoded(message);
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson("is no object: " + MalformedMessageException.shown(text));
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.readField(parser);
      }
      if (parser.nextToken() != null) {
        throw notJson("goes on after the object");
      }
      require("sensor", fields.sensor);
      require("cycle", fields.cycle);
      require("value", fields.value);
      require("timestamp", fields.timestamp);
      return fields;
    } catch (JsonProcessingException e) {
      throw notJson("breaks off: " + MalformedMessageException.shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no input but memory
    }
  }

  private void readField(JsonParser parser) throws IOException, MalformedMessageException {
    String name = parser.currentName();
    JsonToken kind = parser.nextToken();
    switch (name) {
      case "sensor" -> sensor = token(kind, parser);
      case "cycle" -> cycle = token(kind, parser);
      case "value" -> value = token(kind, parser);
      case "timestamp" -> timestamp = token(kind, parser);
      case "rig" -> rig = token(kind, parser);
      case "sample_idx" -> sampleIdx = index(kind, parser);
      default -> skip(parser);
    }
  }

  private static Token token(JsonToken kind, JsonParser parser)
      throws IOException, MalformedMessageException {
    var token = new Token(kind, parser.getText(), kind.isNumeric() && !parser.isNaN());
    if (kind.isStructStart()) {
      skip(parser);
    }
    return token;
  }

  /** An optional field that only helps to find duplicates: of another kind it is as if absent. */
  private static long index(JsonToken kind, JsonParser parser)
      throws IOException, MalformedMessageException {
    String text = kind == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "-";
    skip(parser);
    return text.startsWith("-") || text.length() > PlainMessage.LONGEST_LONG
        ? Reading.NO_INDEX
        : Long.parseLong(text);
  }

  /** Skips an object or an array to its end; of any other value there is nothing to skip. */
  private static void skip(JsonParser parser) throws IOException, MalformedMessageException {
    int depth = 0;
    for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
        throw notJson("holds " + parser.getText());
      }
      if (depth == 0) {
        return;
      }
    }
  }

  Sensor sensor() throws MalformedMessageException {
    var known =
        sensor.kind == JsonToken.VALUE_STRING ? Sensor.named(sensor.text).orElse(null) : null;
    if (known == null) {
      throw MalformedMessageException.of(
          UNKNOWN_SENSOR, "sensor", sensor.quoted(), "one of " + Sensor.names());
    }
    return known;
  }

  int cycle() throws MalformedMessageException {
    if (cycle.kind == JsonToken.VALUE_NUMBER_INT) {
      try {
        int number = Integer.parseInt(cycle.text);
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // longer than an int; told below
      }
    }
    throw MalformedMessageException.of(
        BAD_CYCLE, "cycle", cycle.quoted(), "an integer from 0 to 2147483647");
  }

  double value() throws MalformedMessageException {
    if (value.isNumber()) {
      double number = Double.parseDouble(value.text);
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw MalformedMessageException.of(BAD_VALUE, "value", value.quoted(), "a finite number");
  }

  long timestampMillis(Timestamps timestamps, long recordMillis) throws MalformedMessageException {
    try {
      if (timestamp.kind == JsonToken.VALUE_STRING) {
        return inBounds(timestamps.of(timestamp.text, recordMillis), timestamps, Double.NaN);
      } else if (timestamp.isNumber()) {
        double number = Double.parseDouble(timestamp.text);
        return inBounds(Timestamps.millis(timestamp.text), timestamps, number);
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw badTimestamp("");
  }

  private long inBounds(long millis, Timestamps timestamps, double number)
      throws MalformedMessageException {
    if (!timestamps.isOut(millis)) {
      return millis;
    }
    String bound =
        millis > Timestamps.LATEST
            ? "after the year 9999"
            : String.format(Locale.ROOT, "before %s (--earliestTimestamp)", timestamps.earliest());
    throw badTimestamp(
        ", which is " + bound + TimestampUnit.guess(millis, number, timestamps.earliest()));
  }

  private MalformedMessageException badTimestamp(String why) {
    return new MalformedMessageException(
        BAD_TIMESTAMP,
        String.format(
                Locale.ROOT,
                "timestamp is %s%s; it takes an ISO-8601 time such as 2025-11-08T14:30:45.123Z, or epoch",
                MalformedMessageException.shown(timestamp.quoted()),
                why)
            + " milliseconds");
  }

  long sampleIdx() {
    return sampleIdx;
  }

  /** The name of the rig; the default one for a message that names none or null. */
  String rig(String defaultRig) throws MalformedMessageException {
    if (rig == null || rig.kind == JsonToken.VALUE_NULL) {
      return defaultRig;
    }
    if (rig.kind != JsonToken.VALUE_STRING || !ReadingParser.isRig(rig.text)) {
      throw MalformedMessageException.of(
          BAD_RIG, "rig", rig.quoted(), "a string of 1 to 255 bytes in UTF-8");
    }
    return rig.text;
  }

  private static void require(String field, @Nullable Token token)
      throws MalformedMessageException {
    if (token == null) {
      throw new MalformedMessageException(
          MISSING_FIELD,
          String.format(
              Locale.ROOT,
              "%s is missing; a message holds sensor, cycle, value and timestamp",
              field));
    }
  }

  private static String decoded(byte[] message) throws MalformedMessageException {
    String text = new String(message, UTF_8);
    // What is no UTF-8 was replaced by this character, unless it was there from the start.
    if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(UTF_8), message)) {
      throw notJson("is no UTF-8 text");
    }
    return text;
  }

  private static MalformedMessageException notJson(String what) {
    return new MalformedMessageException(
        NOT_JSON, String.format(Locale.ROOT, "the message %s; it takes one JSON object", what));
  }
}
