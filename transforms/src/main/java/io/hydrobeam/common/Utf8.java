package io.hydrobeam.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reader of text files that users write. A leading byte order mark, as written by editors on
 * Windows, is skipped.
 */
public final class Utf8 {
  private static final int MARK = 3;

  private Utf8() {}

  /**
   * Returns a reader of a UTF-8 stream. Closing the reader closes the stream. The reader throws
   * {@link CharacterCodingException} on invalid UTF-8.
   *
   * @throws IOException if the byte order mark indicates UTF-16
   */
  public static BufferedReader reader(InputStream in) throws IOException {
    return new BufferedReader(new InputStreamReader(bytes(in), UTF_8.newDecoder()));
  }

  /**
   * Returns the bytes of a UTF-8 stream, without its byte order mark.
   *
   * @throws IOException if the byte order mark indicates UTF-16
   */
  public static InputStream bytes(InputStream in) throws IOException {
    var bytes = new PushbackInputStream(in, MARK);
    byte[] start = bytes.readNBytes(MARK);
    if (isUtf16(start)) {
      in.close();
      throw new IOException("it is UTF-16; save it as UTF-8");
    }
    if (!isMark(start)) {
      bytes.unread(start);
    }
    return bytes;
  }

  /** Returns a reader of a local file. See {@link #reader(InputStream)} for errors. */
  public static BufferedReader reader(Path file) throws IOException {
    return reader(Files.newInputStream(file));
  }

  /** Returns the lines of a local file. See {@link #reader(InputStream)} for errors. */
  public static List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }

  /** Returns the text of a local file. See {@link #reader(InputStream)} for errors. */
  public static String text(Path file) throws IOException {
    return text(Files.newInputStream(file));
  }

  /**
   * Returns the text of a stream and closes the stream. See {@link #reader(InputStream)} for
   * errors.
   */
  public static String text(InputStream in) throws IOException {
    try (BufferedReader reader = reader(in)) {
      var text = new StringBuilder();
      var buffer = new char[1 << 13];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
      }
      return text.toString();
    }
  }

  private static boolean isMark(byte[] start) {
    return start.length == MARK
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF;
  }

  private static boolean isUtf16(byte[] start) {
    return start.length >= 2
        && (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF
            || start[0] == (byte) 0xFF && start[1] == (byte) 0xFE);
  }
}
