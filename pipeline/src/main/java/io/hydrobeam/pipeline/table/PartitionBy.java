package io.hydrobeam.pipeline.table;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How finely the tables are cut into directories and files. All times are UTC. */
public enum PartitionBy {
  /** A directory a second and cycle, a file for each row: rows are visible at once. */
  SECOND("'year='yyyy'/month='MM'/day='dd'/hour='HH'/minute='mm'/second='ss"),
  /** A directory a minute, a file for each rig, once the minute is over. */
  MINUTE("'year='yyyy'/month='MM'/day='dd'/hour='HH'/minute='mm");

  private static final DateTimeFormatter DAY = formatter("'year='yyyy'/month='MM'/day='dd");

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

  static OffsetDateTime utc(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(UTC);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
