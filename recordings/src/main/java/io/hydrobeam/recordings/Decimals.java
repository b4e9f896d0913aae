package io.hydrobeam.recordings;

import java.nio.charset.StandardCharsets;

/**
 * Conversion between numbers and the bytes of their decimal text, with exactly the results of
 * Double.parseDouble and Double.toString. Short numbers, as sent by sensors, are converted without
 * garbage. A short number is an integer divided by a power of ten, and a double division rounds
 * correctly.
 */
public final class Decimals {
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final int FRACTION_DIGITS = 6;
  private static final long FRACTION = 1_000_000;

  private Decimals() {}

  /** Parses a finite number. Returns NaN for any other text. */
  public static double parse(byte[] text, int from, int to) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    i += negative ? 1 : 0;
    long mantissa = 0;
    int digits = 0;
    int point = -1;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9 && digits < 15) {
        mantissa = 10 * mantissa + digit;
        digits++;
      } else if (text[i] == '.' && point < 0) {
        point = digits;
      } else {
        return parseAny(text, from, to);
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    double value = point < 0 ? mantissa : mantissa / POWERS[digits - point];
    return negative ? -value : value;
  }

  /** Writes a number from a position on, and returns the position after the number. */
  public static int write(double value, byte[] into, int at) {
    long scaled = Math.round(value * FRACTION);
    if (Math.abs(scaled) >= 1L << 52 || (double) scaled / FRACTION != value) {
      byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, into, at, text.length);
      return at + text.length;
    }
    int end = at;
    if (scaled < 0) {
      into[end++] = '-';
    }
    end = write(Math.abs(scaled) / FRACTION, into, end);
    long fraction = Math.abs(scaled) % FRACTION;
    if (fraction == 0) {
      return end;
    }
    into[end] = '.';
    end = writePadded(fraction, FRACTION_DIGITS, into, end + 1);
    while (into[end - 1] == '0') {
      end--;
    }
    return end;
  }

  /** Writes an integer of at least 0, and returns the position after the integer. */
  public static int write(long value, byte[] into, int at) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return writePadded(value, digits, into, at);
  }

  /**
   * Writes an integer of at least 0 with leading zeros, and returns the position after the integer.
   */
  public static int writePadded(long value, int digits, byte[] into, int at) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + digits;
  }

  private static double parseAny(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      // Java would also accept 1f, 0x1p3, NaN and blanks as numbers.
      if ("0123456789.+-eE".indexOf(text[i]) < 0) {
        return Double.NaN;
      }
    }
    try {
      double value =
          Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
