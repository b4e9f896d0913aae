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
 * Fields of a JSON object that make up a reading, read by Jackson's streaming parser. The whole
 * message is read first, and each field is validated on access. The last one of repeated fields
 * counts. Jackson's limits apply: 1,000 levels of nesting, 1,000 characters per number.
 */
final class JsonFields {
  // Many producers write NaN and Infinity. They are parsed here so that error messages can name
  // them.
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
    /** Returns the token as quoted in error messages. */
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

  /** Reads the whole message, and checks that no required field is missing. */
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
      throw new UncheckedIOException(e); // in-memory input does not fail
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

  /**
   * Reads the optional sample index. A value of another type counts as absent, because the index
   * only serves to find duplicates.
   */
  private static long index(JsonToken kind, JsonParser parser)
      throws IOException, MalformedMessageException {
    String text = kind == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "-";
    skip(parser);
    return text.startsWith("-") || text.length() > PlainMessage.LONGEST_LONG
        ? Reading.NO_INDEX
        : Long.parseLong(text);
  }

  /** Skips an object or array to its end. Other values need no skipping. */
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
        // Larger than an int: reported below.
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
      // Reported below.
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

  /** Returns the name of the rig, or the default for a missing or null name. */
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
    // Decoding replaces invalid bytes by this character, but valid text may contain it, too.
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
