package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;

/** Messages as producers write them, 1,000 of each shape, all different. */
public enum Messages {
  /** Our own producers': compact, two decimals, microseconds, no zone. */
  OWN("", ""),
  /** The same with the name of the rig. */
  RIG(",\"rig\":\"rig-17\"", ""),
  /** Python's {@code json.dumps}: spaces, floats of 17 digits, an offset. */
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
  /** With a nested field that we do not know: nothing for a short cut. */
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
