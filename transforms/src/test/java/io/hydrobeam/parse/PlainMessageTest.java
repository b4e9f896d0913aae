package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Message;
import io.hydrobeam.model.Sensor;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short cut reads what the JSON parser reads, and nothing that it refuses. */
class PlainMessageTest {
  private static final String TOPIC = "hydraulic-PS1";
  private static final long RECORD = 1_761_440_400_000L; // when summer time ends in Berlin
  private static final Pattern PLAIN =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z?");
  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    " ",
    "\n",
    "0",
    "9",
    "-",
    "+",
    ".",
    "e",
    "E5",
    "T",
    "Z",
    "null",
    "true",
    "NaN",
    "\"cycle\":3,",
    "\"value\":\"x\",",
    "é",
    "\u0000",
    "\u007f",
    "\\u0041",
    "PS1",
    "1e999",
    "00",
    "24",
    "60",
    "+02:00",
    "99999999999",
    "\"rig\":\"\",",
    "/"
  };

  @ParameterizedTest
  @ValueSource(strings = {"Z", "+05:30", "Europe/Berlin", "America/St_Johns"})
  void wholeMessagesAreReadAlike(String zone) {
    var random = new Random(1);
    var parser = ReadingParser.of("hydraulic-", "rig-1", ZoneId.of(zone));
    int read = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] message = message(random).getBytes(UTF_8);
      if (agreed(parser, ZoneId.of(zone), message)) {
        read++;
      }
    }
    assertThat(read).as("messages that the short cut read").isBetween(1_500, 9_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Z", "Europe/Berlin"})
  void damagedMessagesAreReadAlikeOrLeftAlone(String zone) {
    var random = new Random(2);
    var parser = ReadingParser.of("hydraulic-", "rig-1", ZoneId.of(zone));
    for (int i = 0; i < 40_000; i++) {
      var message = message(random);
      for (int n = random.nextInt(3); n >= 0; n--) {
        message = damaged(random, message);
      }
      var charset = random.nextInt(20) == 0 ? ISO_8859_1 : UTF_8;
      agreed(parser, ZoneId.of(zone), message.getBytes(charset));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Z", "-03:30", "Europe/Berlin", "Pacific/Apia"})
  void timestampsAreReadAsJavaReadsThem(String zone) {
    var random = new Random(3);
    var timestamps = new Timestamps(ZoneId.of(zone), ReadingParser.EARLIEST);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = timestamp(random);
      byte[] bytes = text.getBytes(ISO_8859_1);
      long recordMillis = RECORD + random.nextInt();
      long plain = timestamps.plain(bytes, 0, bytes.length, recordMillis);
      if (plain != Timestamps.NONE) {
        assertThat(plain).as(text).isEqualTo(timestamps.iso(text, recordMillis));
        read++;
      } else if (PLAIN.matcher(text).matches()) {
        assertThat(isTimestamp(timestamps, text)).as(text).isFalse();
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }

  private static boolean isTimestamp(Timestamps timestamps, String text) {
    try {
      return !timestamps.isOut(timestamps.iso(text, Message.NO_TIMESTAMP));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Whether the short cut read the message; if so, the parser must read the same. */
  private static boolean agreed(ReadingParser parser, ZoneId zone, byte[] message) {
    var plain =
        new PlainMessage(message, new Timestamps(zone, ReadingParser.EARLIEST), RECORD)
            .reading(Sensor.PS1, PlainMessage.ascii("PS1"), "rig-1");
    if (plain == null) {
      return false;
    }
    try {
      assertThat(plain)
          .as(new String(message, UTF_8))
          .isEqualTo(parser.parseAny(TOPIC, message, RECORD));
    } catch (MalformedMessageException e) {
      throw new AssertionError(new String(message, UTF_8) + ": " + e.detail(), e);
    }
    return true;
  }

  private static String message(Random random) {
    String[] fields = {
      String.format(Locale.ROOT, "\"sensor\":\"%s\"", random.nextInt(20) == 0 ? "PS2" : "PS1"),
      String.format(
          Locale.ROOT,
          "\"cycle\":%d",
          random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(2205)),
      String.format(Locale.ROOT, "\"value\":%s", number(random)),
      String.format(Locale.ROOT, "\"timestamp\":\"%s\"", timestamp(random)),
      String.format(Locale.ROOT, "\"sample_idx\":%s", index(random)),
      random.nextBoolean()
          ? String.format(Locale.ROOT, "\"rig\":\"%s\"", rig(random))
          : "\"x\":\"y\""
    };
    for (int i = fields.length - 1; i > 0 && random.nextInt(4) == 0; i--) {
      int other = random.nextInt(i + 1);
      var field = fields[i];
      fields[i] = fields[other];
      fields[other] = field;
    }
    var message = "{" + String.join(",", fields) + "}";
    return random.nextInt(4) == 0 ? message.replace(":\"", " : \"").replace(",", ", ") : message;
  }

  private static String rig(Random random) {
    return random.nextInt(10) == 0
        ? "r".repeat(250 + random.nextInt(10))
        : "rig-" + random.nextInt(60);
  }

  private static String index(Random random) {
    return random.nextBoolean()
        ? Long.toString(random.nextLong() >> random.nextInt(64))
        : random.nextInt(4) == 0 ? "\"7\"" : number(random);
  }

  private static String number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.toString(random.nextGaussian() * 1e5);
      case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong())).replace("NaN", "0");
      case 2 -> Long.toString(random.nextLong());
      case 3 -> Float.toString(random.nextFloat());
      case 4 -> String.format(Locale.ROOT, "%d.%018d", random.nextInt(10), random.nextLong() >>> 5);
      case 5 -> "-0.0";
      default -> String.format(Locale.ROOT, "%.2f", random.nextDouble() * 200 - 20);
    };
  }

  private static String timestamp(Random random) {
    boolean odd = random.nextInt(3) == 0;
    var text =
        String.format(
            Locale.ROOT,
            "%04d-%02d-%02dT%02d:%02d:%02d",
            odd ? random.nextInt(10_000) : 1960 + random.nextInt(100),
            odd ? random.nextInt(14) : 1 + random.nextInt(12),
            odd ? random.nextInt(33) : 1 + random.nextInt(28),
            random.nextInt(odd ? 26 : 24),
            random.nextInt(odd ? 62 : 60),
            random.nextInt(odd ? 62 : 60));
    if (random.nextInt(20) == 0) {
      text = "2025-10-26T02" + text.substring(13);
    }
    int places = random.nextInt(odd ? 12 : 8);
    if (places > 0) {
      text +=
          "."
              + Long.toString(1_000_000_000_000L + random.nextLong(1L << 39))
                  .substring(1, places + 1);
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> text + "Z";
      case 2 ->
          text
              + String.format(
                  Locale.ROOT, "%+03d:%02d", random.nextInt(40) - 20, random.nextInt(62));
      case 3 ->
          text
              + String.format(
                  Locale.ROOT, "%+03d%02d", random.nextInt(30) - 15, random.nextInt(60));
      default -> text;
    };
  }

  private static String damaged(Random random, String message) {
    int at = random.nextInt(message.length() + 1);
    int to = Math.min(message.length(), at + random.nextInt(3));
    var piece = random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)];
    return random.nextInt(30) == 0
        ? message.substring(0, at)
        : message.substring(0, at) + piece + message.substring(to);
  }
}
