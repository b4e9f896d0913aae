package io.hydrobeam.tables;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;

/** Granularity of the directories and files of a table. All times are UTC. */
public enum PartitionBy {
  /** A directory a second and cycle, a file for each row: rows are visible at once. */
  SECOND("'year='yyyy'/month='MM'/day='dd'/hour='HH'/minute='mm'/second='ss"),
  /** A directory a minute, a file for each rig, once the minute is over. */
  MINUTE("'year='yyyy'/month='MM'/day='dd'/hour='HH'/minute='mm");

  private static final DateTimeFormatter DAY = formatter("'year='yyyy'/month='MM'/day='dd");
  private static final DateTimeFormatter HOUR =
      formatter("'year='yyyy'/month='MM'/day='dd'/hour='HH");

  private static final DateTimeFormatter HOUR_OF =
      new DateTimeFormatterBuilder()
          .append(HOUR)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ROOT);

  private final DateTimeFormatter path;

  PartitionBy(String pattern) {
    this.path = formatter(pattern);
  }

  /** The directory of a time, relative to the table. */
  String directory(long epochMillis) {
    return path.format(utc(epochMillis));
  }

  /** The directory of a time's day, relative to the table. */
  static String dayDirectory(long epochMillis) {
    return DAY.format(utc(epochMillis));
  }

  /** The directory of a time's hour, relative to the table. */
  static String hourDirectory(long epochMillis) {
    return HOUR.format(utc(epochMillis));
  }

  /**
   * The start of the hour whose directory this is, epoch milliseconds; empty if it is not one as
   * {@link #hourDirectory} writes it.
   */
  static OptionalLong hourOf(String directory) {
    try {
      long start = LocalDateTime.parse(directory, HOUR_OF).toInstant(UTC).toEpochMilli();
      return hourDirectory(start).equals(directory) ? OptionalLong.of(start) : OptionalLong.empty();
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  static OffsetDateTime utc(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(UTC);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
