package io.hydrobeam.pipeline.doctor;

import java.util.List;
import java.util.Locale;

/** Amounts and lists as a person reads them. */
final class Wording {
  private static final int NAMED = 4;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private Wording() {}

  /** A length of time of so many milliseconds in its largest unit, of which there are two. */
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

  /** So many bytes. */
  static String bytes(long bytes) {
    if (bytes >= GIB) {
      return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }
    return bytes >= MIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MIB)
        : bytes + " bytes";
  }

  /** "1 node", "2 nodes". */
  static String count(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** Some names, the first of them in full. */
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
