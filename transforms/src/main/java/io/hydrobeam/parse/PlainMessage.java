package io.hydrobeam.parse;

import static io.hydrobeam.parse.Timestamps.isDigit;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Fast parser for the messages of the usual producers, working on their bytes. Such a message is a
 * flat JSON object of ASCII strings without escapes and of short numbers, with its fields in any
 * order. All other messages, including malformed ones, are left to {@link JsonFields}. Both parsers
 * give the same result for a plain message; a test compares them.
 */
final class PlainMessage {
  private static final byte[] SENSOR = ascii("sensor");
  private static final byte[] CYCLE = ascii("cycle");
  private static final byte[] VALUE = ascii("value");
  private static final byte[] TIMESTAMP = ascii("timestamp");
  private static final byte[] RIG = ascii("rig");
  private static final byte[] SAMPLE_IDX = ascii("sample_idx");
  private static final int LONGEST_NUMBER = 40;
  static final int LONGEST_LONG = 18; // any number of this many digits fits into a long
  private static final long EXACT = 1L << 53;

  // Dividing a whole number up to 2^53 by a power of ten up to 10^22 rounds correctly, because both
  // are exact as doubles: W. D. Clinger, "How to read floating point numbers accurately", PLDI
  // 1990.
  private static final double[] TEN_TO = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private final byte[] json;
  private final Timestamps timestamps;
  private final long recordMillis;
  private int at;

  // The string or number read last.
  private int start;
  private int end;
  private boolean negative;
  private boolean integer;
  private long digits;
  private int digitCount;
  private int fractionCount;

  // The fields read so far.
  private boolean sensorSeen;
  private boolean valueSeen;
  private double value;
  private int cycle = -1;
  private long timestampMillis = Timestamps.NONE;
  private long sampleIdx = Reading.NO_INDEX;
  private @Nullable String rig;

  PlainMessage(byte[] json, Timestamps timestamps, long recordMillis) {
    this.json = json;
    this.timestamps = timestamps;
    this.recordMillis = recordMillis;
  }

  static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Returns the reading of this sensor; null if the message is not plain or of another sensor. */
  @Nullable Reading reading(Sensor sensor, byte[] sensorName, String defaultRig) {
    if (!skip('{')) {
      return null;
    }
    do {
      if (!field(sensorName)) {
        return null;
      }
    } while (skip(','));
    boolean whole = skip('}') && peek() == 0 && at == json.length;
    boolean complete = sensorSeen && valueSeen && cycle >= 0 && timestampMillis != Timestamps.NONE;
    return whole && complete
        ? new Reading(
            rig == null ? defaultRig : rig, sensor, cycle, value, timestampMillis, sampleIdx)
        : null;
  }

  private boolean field(byte[] sensorName) {
    if (!string()) {
      return false;
    }
    int nameStart = start;
    int nameEnd = end;
    if (!skip(':')) {
      return false;
    }
    return peek() == '"'
        ? string() && textField(nameStart, nameEnd, sensorName)
        : number() && numberField(nameStart, nameEnd);
  }

  private boolean textField(int nameStart, int nameEnd, byte[] sensorName) {
    if (is(TIMESTAMP, nameStart, nameEnd)) {
      timestampMillis = timestamps.plain(json, start, end, recordMillis);
      return timestampMillis != Timestamps.NONE;
    } else if (is(SENSOR, nameStart, nameEnd)) {
      sensorSeen = true;
      return is(sensorName, start, end);
    } else if (is(RIG, nameStart, nameEnd)) {
      rig = new String(json, start, end - start, ISO_8859_1);
      return start < end && end - start <= ReadingParser.LONGEST_RIG;
    } else if (is(SAMPLE_IDX, nameStart, nameEnd)) {
      sampleIdx = Reading.NO_INDEX;
      return true;
    }
    return !is(VALUE, nameStart, nameEnd) && !is(CYCLE, nameStart, nameEnd);
  }

  private boolean numberField(int nameStart, int nameEnd) {
    if (is(VALUE, nameStart, nameEnd)) {
      valueSeen = true;
      value = decimal();
      return true;
    } else if (is(CYCLE, nameStart, nameEnd)) {
      cycle = (int) digits;
      return !negative && integer && digitCount <= 10 && digits <= Integer.MAX_VALUE;
    } else if (is(SAMPLE_IDX, nameStart, nameEnd)) {
      boolean isIndex = !negative && integer && digitCount <= LONGEST_LONG;
      sampleIdx = isIndex ? digits : Reading.NO_INDEX;
      return true;
    }
    return !is(TIMESTAMP, nameStart, nameEnd)
        && !is(SENSOR, nameStart, nameEnd)
        && !is(RIG, nameStart, nameEnd);
  }

  /** Reads a string of printable ASCII without escapes. Its content is between start and end. */
  private boolean string() {
    if (!skip('"')) {
      return false;
    }
    start = at;
    while (at < json.length && json[at] >= ' ' && json[at] != '\\' && json[at] != '"') {
      at++;
    }
    end = at++;
    return end < json.length && json[end] == '"';
  }

  /** Reads a number without an exponent. */
  private boolean number() {
    start = at;
    negative = at < json.length && json[at] == '-';
    if (negative) {
      at++;
    }
    digits = 0;
    int first = at;
    int whole = digits();
    integer = !(at < json.length && json[at] == '.');
    fractionCount = 0;
    if (!integer) {
      at++;
      fractionCount = digits();
    }
    digitCount = whole + fractionCount;
    end = at;
    return whole > 0
        && (whole == 1 || json[first] != '0')
        && (integer || fractionCount > 0)
        && end - start <= LONGEST_NUMBER;
  }

  private int digits() {
    int first = at;
    while (at < json.length && isDigit(json[at])) {
      digits = digits * 10 + json[at++] - '0';
    }
    return at - first;
  }

  /** Returns the number read last, correctly rounded. */
  private double decimal() {
    if (digitCount > LONGEST_LONG || digits > EXACT) {
      return Double.parseDouble(new String(json, start, end - start, ISO_8859_1));
    }
    double size = digits / TEN_TO[fractionCount];
    return negative ? -size : size;
  }

  private boolean is(byte[] text, int from, int to) {
    return to - from == text.length && Arrays.equals(json, from, to, text, 0, text.length);
  }

  /** Skips white space and this character. Returns false if another character follows. */
  private boolean skip(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Skips white space. Returns the next byte, or 0 at the end. */
  private byte peek() {
    while (at < json.length) {
      byte b = json[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
      at++;
    }
    return 0;
  }
}
