package io.hydrobeam.parse;

import java.time.Instant;
import java.util.Locale;

/** Units that producers send instead of epoch milliseconds. */
enum TimestampUnit {
  EPOCH_SECONDS("epoch seconds", 1_000, 0),
  EPOCH_MICROSECONDS("epoch microseconds", 1e-3, 0),
  EPOCH_NANOSECONDS("epoch nanoseconds", 1e-6, 0),
  OPC_UA_TICKS(
      "ticks of 100 ns since 1601, as OPC UA and Windows count", 1e-4, -11_644_473_600_000L),
  DOTNET_TICKS("ticks of 100 ns since 0001, as .NET counts", 1e-4, -62_135_596_800_000L),
  SPREADSHEET_DAYS("days since 1899-12-30, as spreadsheets count", 86_400_000, -2_209_161_600_000L);

  /** Upper bound of guesses. Below this time the ranges of the units are disjoint. */
  private static final long PLAUSIBLE_UNTIL = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private static final long DAY = 86_400_000;
  private static final long WIDEST_OFFSET = DAY * 14 / 24;

  /** Dates of an unset clock or field, each with the system that starts at this date. */
  private static final Zero[] ZEROS = {
    new Zero("0001-01-01", ".NET"),
    new Zero("1601-01-01", "OPC UA and Windows"),
    new Zero("1899-12-30", "spreadsheets"),
    new Zero("1900-01-01", "NTP"),
    new Zero("1904-01-01", "LabVIEW"),
    new Zero("1970-01-01", "Unix time"),
    new Zero("1980-01-01", "PC clocks"),
    new Zero("1980-01-06", "GPS time"),
  };

  private final String words;
  private final double millis;
  private final long zero;

  private record Zero(String date, long millis, String owner) {
    Zero(String date, String owner) {
      this(date, Instant.parse(date + "T00:00:00Z").toEpochMilli(), owner);
    }

    /** Returns whether a time falls on this date in any time zone. */
    boolean isNear(long epochMillis) {
      return epochMillis >= millis - WIDEST_OFFSET && epochMillis < millis + DAY;
    }
  }

  /**
   * Defines a unit.
   *
   * @param words the name of the unit, for messages
   * @param millis the milliseconds of one unit
   * @param zero the epoch milliseconds at the unit's zero
   */
  TimestampUnit(String words, double millis, long zero) {
    this.words = words;
    this.millis = millis;
    this.zero = zero;
  }

  /**
   * Guesses the meaning of a timestamp out of bounds. Returns the continuation of a sentence, or an
   * empty text without a plausible guess.
   *
   * @param epochMillis the timestamp read as epoch milliseconds
   * @param number the number in the message; NaN for a text
   * @param earliest the earliest accepted time
   */
  static String guess(long epochMillis, double number, Instant earliest) {
    for (TimestampUnit unit : values()) {
      double time = Math.floor(number * unit.millis + unit.zero);
      if (time >= earliest.toEpochMilli() && time < PLAUSIBLE_UNTIL) {
        return String.format(
            Locale.ROOT, "; it looks like %s: %s", unit.words, Instant.ofEpochMilli((long) time));
      }
    }
    for (Zero zero : ZEROS) {
      if (zero.isNear(epochMillis)) {
        return String.format(
            Locale.ROOT,
            "; it looks like %s, the zero of %s; is a clock not set?",
            zero.date,
            zero.owner);
      }
    }
    return "";
  }
}
