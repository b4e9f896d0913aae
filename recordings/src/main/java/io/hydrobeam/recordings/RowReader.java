package io.hydrobeam.recordings;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads a file of tab-separated numbers row by row, directly from its bytes. Values that are not
 * finite numbers are rejected with file, line and column. Rows of another width than the first row
 * are rejected, too. Blank lines at the end are ignored.
 */
public final class RowReader implements Closeable {
  private static final int TEXT_SHOWN = 40;

  private final String file;
  private final UserException.Kind kind;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 10];
  private int length;
  private int lineNumber;
  private int width;

  /**
   * Creates a reader.
   *
   * @param file the path for messages
   * @param in the content, which the reader closes
   * @param kind the kind of errors
   * @throws IOException if the content cannot be read
   */
  RowReader(String file, InputStream in, UserException.Kind kind) throws IOException {
    this.file = file;
    this.in = Utf8.bytes(in);
    this.kind = kind;
  }

  /** Returns the numbers of the next row; null after the last row. */
  public double @Nullable [] next() {
    if (!nextLine()) {
      return null;
    }
    int values = 1;
    for (int i = 0; i < length; i++) {
      values += line[i] == '\t' ? 1 : 0;
    }
    if (width == 0) {
      width = values;
    } else if (values != width) {
      throw problem(
          String.format(
              Locale.ROOT, "%d values, expected %d as in the rows before it", values, width));
    }
    double[] row = new double[values];
    int from = 0;
    for (int column = 0; column < values; column++) {
      int to = from;
      while (to < length && line[to] != '\t') {
        to++;
      }
      row[column] = number(from, to, column);
      from = to + 1;
    }
    return row;
  }

  /** Skips the next row; returns false after the last row. */
  public boolean skip() {
    return nextLine();
  }

  /** Skips all rows and returns their number. */
  int skipAll() {
    int rows = 0;
    while (nextLine()) {
      rows++;
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an error that names the file and the line read last. */
  public UserException problem(String what) {
    return UserException.of(
        kind,
        "%s, line %d: %s; correct the line or remove the cycle from all files",
        file,
        lineNumber,
        what);
  }

  private double number(int from, int to, int column) {
    double value = Decimals.parse(line, from, to);
    if (Double.isNaN(value)) {
      String text = new String(line, from, Math.min(to - from, TEXT_SHOWN), StandardCharsets.UTF_8);
      throw problem(
          String.format(Locale.ROOT, "'%s' in column %d is not a number", text, column + 1));
    }
    return value;
  }

  private boolean nextLine() {
    try {
      if (!readLine()) {
        return false;
      }
      if (length > 0) {
        return true;
      }
      int blank = lineNumber;
      while (readLine()) {
        if (length > 0) {
          lineNumber = blank;
          throw problem("it is blank, with rows after it");
        }
      }
      return false;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private boolean readLine() throws IOException {
    length = 0;
    boolean started = false;
    while (true) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        if (limit == 0) {
          break;
        }
      }
      started = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(end);
      if (end < limit) {
        position = end + 1;
        break;
      }
      position = end;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    lineNumber += started ? 1 : 0;
    return started;
  }

  private void append(int end) {
    int count = end - position;
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }

  private UserException unreadable(IOException cause) {
    return UserException.of(
        kind, "%s cannot be read (%s); make it readable", file, UserException.rootCause(cause));
  }
}
