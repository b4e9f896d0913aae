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
 * Reads text files that people wrote. A byte order mark at the beginning, which editors on Windows
 * write, is no part of the text.
 */
public final class Utf8 {
  private static final int MARK = 3;

  private Utf8() {}

  /**
   * A reader of the text of a stream, which it closes.
   *
   * @throws IOException if the text is UTF-16, by its byte order mark. Reading throws {@link
   *     CharacterCodingException} where the text is no UTF-8.
   */
  public static BufferedReader reader(InputStream in) throws IOException {
    return new BufferedReader(new InputStreamReader(bytes(in), UTF_8.newDecoder()));
  }

  /**
   * The bytes of the text of a stream.
   *
   * @throws IOException if the text is UTF-16, by its byte order mark
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

  /** A reader of a local file. See {@link #reader(InputStream)} for the errors. */
  public static BufferedReader reader(Path file) throws IOException {
    return reader(Files.newInputStream(file));
  }

  /** The lines of a local file. See {@link #reader(InputStream)} for the errors. */
  public static List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }

  /** The text of a local file. See {@link #reader(InputStream)} for the errors. */
  public static String text(Path file) throws IOException {
    return text(Files.newInputStream(file));
  }

  /** The text of a stream, which is closed. See {@link #reader(InputStream)} for the errors. */
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
