package io.hydrobeam.pipeline.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;

/** Names of files that hold the name of a rig, whatever characters that has. */
final class FileNames {
  private static final int LONGEST = 100;

  private FileNames() {}

  /**
   * The rig's name as a part of a file name: letters, digits, dots, hyphens and underscores as they
   * are, every other byte as in a URL; a long name is cut and told apart by a hash of the whole. It
   * has 137 characters at most: of the 255 that file systems take, there are enough for the rest.
   */
  static String safe(String rig) {
    var safe = new StringBuilder();
    for (byte b : rig.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')) {
        safe.append(c);
      } else {
        safe.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return safe.length() <= LONGEST
        ? safe.toString()
        : safe.substring(0, LONGEST) + "~" + UUID.nameUUIDFromBytes(rig.getBytes(UTF_8));
  }
}
