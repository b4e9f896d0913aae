package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;

/**
 * Parses timestamps into epoch milliseconds, with fractions truncated towards the past.
 *
 * <p>Text is ISO-8601 in extended form. Seconds and their fraction, 1 to 9 digits after a dot or a
 * comma, are optional. The offset may be Z, +02, +0200, +02:00 or +02:00:00. A text without an
 * offset is local time in the default zone. A local time in a gap takes the offset before the gap.
 * An ambiguous local time resolves to the instant nearer to the record's own timestamp, or to the
 * first one on a tie. 24:00 and leap seconds are invalid. A number is epoch milliseconds.
 *
 * <p>A timestamp before the earliest accepted one or after the year 9999 {@link #isOut is out of
 * bounds}.
 */
final class Timestamps implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Result of {@link #plain} for an unknown format. */
  static final long NONE = Long.MIN_VALUE;

  /** End of the year 9999. Later values are microseconds in place of milliseconds. */
  static final long LATEST = 253_402_300_799_999L;

  // Beyond these limits, milliseconds are out of bounds and take part in no arithmetic.
  private static final long FAR = 10_000_000_000_000_000L;
  private static final long FAR_PAST = -Long.MAX_VALUE;
  private static final long FAR_FUTURE = Long.MAX_VALUE;

  private static final DateTimeFormatter COLON_OFFSET = isoWithOffset("+HH:mm:ss");
  private static final DateTimeFormatter PLAIN_OFFSET = isoWithOffset("+HHMM");

  private final ZoneId defaultZone;
  private final boolean fixed;
  private final long fixedOffsetSeconds;
  private final Instant earliest;
  private final long earliestMillis;

  /**
   * Creates a parser with these bounds.
   *
   * @param defaultZone the zone of timestamps without a zone
   * @param earliest the earliest accepted time, 1970-01-01T00:00:00Z or later
   */
  Timestamps(ZoneId defaultZone, Instant earliest) {
    if (earliest.isBefore(Instant.EPOCH)) {
      // Beam's FixedWindows and the directories of TableFiles do not support earlier times.
      throw new IllegalArgumentException("the earliest timestamp is before 1970: " + earliest);
    }
    this.defaultZone = defaultZone;
    this.earliest = earliest;
    this.earliestMillis = earliest.toEpochMilli();
    this.fixed = defaultZone.getRules().isFixedOffset();
    this.fixedOffsetSeconds =
        fixed ? defaultZone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() : 0;
  }

  /** Returns whether a time is before the earliest accepted one or after the year 9999. */
  boolean isOut(long millis) {
    return millis < earliestMillis || millis > LATEST;
  }

  /** Returns the earliest accepted time. */
  Instant earliest() {
    return earliest;
  }

  /**
   * Parses an ISO-8601 text, in or out of bounds.
   *
   * @param text the timestamp
   * @param recordMillis the record's Kafka timestamp, epoch milliseconds; -1 for none. This
   *     timestamp decides between the two instants of an ambiguous local time.
   * @return epoch milliseconds
   */
  long of(String text, long recordMillis) {
    byte[] bytes =
        text.getBytes(ISO_8859_1); // other characters become '?', which no timestamp contains
    long plain = plain(bytes, 0, bytes.length, recordMillis);
    return plain == NONE ? iso(text, recordMillis) : plain;
  }

  /** Parses a text by java.time alone. */
  long iso(String text, long recordMillis) {
    int sign = text.length() - "+0200".length();
    boolean withoutColon = sign > 0 && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
    var parsed = (withoutColon ? PLAIN_OFFSET : COLON_OFFSET).parse(text.replace(',', '.'));
    var local = LocalDateTime.from(parsed);
    var instant =
        parsed.isSupported(OFFSET_SECONDS)
            ? local.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(OFFSET_SECONDS)))
            : local.toInstant(offset(local, recordMillis));
    // The extreme instants of java.time do not fit into milliseconds.
    long seconds = instant.getEpochSecond();
    return Math.abs(seconds) > FAR / 1_000 ? far(seconds) : instant.toEpochMilli();
  }

  private static long far(double direction) {
    return direction < 0 ? FAR_PAST : FAR_FUTURE;
  }

  /** Parses a JSON number, in or out of bounds. */
  static long millis(String number) {
    double about = Double.parseDouble(number);
    // Also avoids BigDecimal's long division for numbers such as 1e999999999 and 1e-999999999.
    if (!(Math.abs(about) <= FAR)) {
      return far(about);
    }
    if (Math.abs(about) < 1) {
      return about < 0 ? -1 : 0;
    }
    return new BigDecimal(number).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  /**
   * Parses an ASCII text in the format yyyy-MM-ddTHH:mm:ss[.f{1,9}][Z|+HH:MM]. Returns {@link
   * #NONE} for another format, an invalid time or a time out of bounds.
   */
  long plain(byte[] text, int from, int to, long recordMillis) {
    int length = to - from;
    if (length < 19
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T'
        || text[from + 13] != ':'
        || text[from + 16] != ':') {
      return NONE;
    }
    int year = twoDigits(text, from) * 100 + twoDigits(text, from + 2);
    int month = twoDigits(text, from + 5);
    int day = twoDigits(text, from + 8);
    int hour = twoDigits(text, from + 11);
    int minute = twoDigits(text, from + 14);
    int second = twoDigits(text, from + 17);
    if ((month | day | hour | minute | second) < 0
        || twoDigits(text, from) < 0
        || twoDigits(text, from + 2) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > lengthOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return NONE;
    }
    int at = from + 19;
    int millis = 0;
    if (at < to && text[at] == '.') {
      int weight = 100;
      int first = ++at;
      while (at < to && isDigit(text[at])) {
        millis += weight * (text[at++] - '0');
        weight /= 10;
      }
      if (at == first || at - first > 9) {
        return NONE;
      }
    }
    long local = epochDay(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    if (at == to) {
      return bounded(inDefaultZone(local, recordMillis) * 1_000 + millis);
    }
    if (at + 1 == to && text[at] == 'Z') {
      return bounded(local * 1_000 + millis);
    }
    int offset = offset(text, at, to);
    return offset == Integer.MIN_VALUE ? NONE : bounded((local - offset) * 1_000 + millis);
  }

  private long bounded(long millis) {
    return isOut(millis) ? NONE : millis;
  }

  private long inDefaultZone(long localSecond, long recordMillis) {
    if (fixed) {
      return localSecond - fixedOffsetSeconds;
    }
    var local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    return localSecond - offset(local, recordMillis).getTotalSeconds();
  }

  /** Returns the offset of a local time in the default zone. */
  private ZoneOffset offset(LocalDateTime local, long recordMillis) {
    List<ZoneOffset> offsets = defaultZone.getRules().getValidOffsets(local);
    return switch (offsets.size()) {
      case 0 -> defaultZone.getRules().getTransition(local).getOffsetBefore();
      case 1 -> offsets.get(0);
      default -> nearer(local, offsets.get(0), offsets.get(1), recordMillis);
    };
  }

  private static ZoneOffset nearer(
      LocalDateTime local, ZoneOffset first, ZoneOffset second, long recordMillis) {
    long toFirst = Math.abs(local.toInstant(first).toEpochMilli() - recordMillis);
    long toSecond = Math.abs(local.toInstant(second).toEpochMilli() - recordMillis);
    return toSecond < toFirst ? second : first;
  }

  /** Returns the seconds of an offset such as +02:00, or the smallest int if it is invalid. */
  private static int offset(byte[] text, int from, int to) {
    if (to - from != 6 || (text[from] != '+' && text[from] != '-') || text[from + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = twoDigits(text, from + 1);
    int minutes = twoDigits(text, from + 4);
    if (hours < 0 || minutes < 0 || hours > 17 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return text[from] == '-' ? -seconds : seconds;
  }

  /** Returns the number in two ASCII digits, or a negative number for other characters. */
  private static int twoDigits(byte[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : -1;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      return IsoChronology.INSTANCE.isLeapYear(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /**
   * Returns the days since 1970-01-01. Years are counted from March, so that leap days come last.
   */
  private static long epochDay(int year, int month, int day) {
    int y = month > 2 ? year : year - 1;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365L * y
        + Math.floorDiv(y, 4)
        - Math.floorDiv(y, 100)
        + Math.floorDiv(y, 400)
        + dayOfYear
        - 719_468;
  }

  private static DateTimeFormatter isoWithOffset(String offset) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .appendLiteral('T')
        .appendValue(HOUR_OF_DAY, 2)
        .appendLiteral(':')
        .appendValue(MINUTE_OF_HOUR, 2)
        .optionalStart()
        .appendLiteral(':')
        .appendValue(SECOND_OF_MINUTE, 2)
        .optionalStart()
        .appendFraction(NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .optionalEnd()
        .optionalStart()
        .appendOffset(offset, "Z")
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withChronology(IsoChronology.INSTANCE);
  }
}
