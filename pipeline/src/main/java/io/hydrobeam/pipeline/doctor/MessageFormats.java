package io.hydrobeam.pipeline.doctor;

import java.util.List;
import java.util.Locale;

/** Formats amounts and lists for messages. */
final class MessageFormats {
  private static final int NAMED = 4;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private MessageFormats() {}

  /** Formats a duration in milliseconds in its largest unit with a value of at least two. */
  static String time(long millis) {
    if (millis >= 2 * DAY) {
      return millis / DAY + " days";
    } else if (millis >= 2 * HOUR) {
      return millis / HOUR + " hours";
    } else if (millis >= 2 * MINUTE) {
      return millis / MINUTE + " minutes";
    }
    return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
  }

  /** Formats a number of bytes. */
  static String bytes(long bytes) {
    if (bytes >= GIB) {
      return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }
    return bytes >= MIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MIB)
        : bytes + " bytes";
  }

  /** Returns "1 node", "2 nodes". */
  static String count(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** Joins names. A list of more than five shows the first four and the number of the others. */
  static String names(List<String> names) {
    return names.size() <= NAMED + 1
        ? String.join(", ", names)
        : String.format(
            Locale.ROOT,
            "%s and %d more",
            String.join(", ", names.subList(0, NAMED)),
            names.size() - NAMED);
  }
}
