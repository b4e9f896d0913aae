package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;

/** Messages in the format of various producers, 1,000 distinct messages of each shape. */
public enum Messages {
  /** Messages of the producers of Hydrobeam: compact, two decimals, microseconds, no time zone. */
  OWN("", ""),
  /** The same messages with the name of the rig. */
  RIG(",\"rig\":\"rig-17\"", ""),
  /** Messages by {@code json.dumps} of Python: spaces, floats of 17 digits, a zone offset. */
  PYTHON("", "") {
    @Override
    String json(int index, Random random) {
      return super.json(index, random)
          .replaceFirst("\"value\":[0-9.]+", "\"value\":" + random.nextDouble(200))
          .replaceFirst("(T[0-9:.]+)\"", "$1+00:00\"")
          .replace("\":", "\": ")
          .replace(",\"", ", \"");
    }
  },
  /** Messages with an unknown nested field, which the fast path cannot parse. */
  NESTED("", ",\"device\":{\"vendor\":\"Bürkle\",\"firmware\":[2,11,0]}");

  private static final int COUNT = 1_000;

  private final String rig;
  private final String more;

  Messages(String rig, String more) {
    this.rig = rig;
    this.more = more;
  }

  byte[][] generated() {
    var random = new Random(1);
    var messages = new byte[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      messages[i] = json(i, random).getBytes(UTF_8);
    }
    return messages;
  }

  String json(int index, Random random) {
    return String.format(
        Locale.ROOT,
        "{\"sensor\":\"PS1\",\"cycle\":%d,\"sample_idx\":%d,\"value\":%.2f,\"timestamp\":\"%s\",\"sampling_rate_hz\":100%s%s}",
        random.nextInt(2205),
        index,
        150 + 20 * random.nextGaussian(),
        LocalDateTime.of(2025, 11, 8, 14, 30, index / 100, 123_456_000 + index * 1_000),
        rig,
        more);
  }
}
