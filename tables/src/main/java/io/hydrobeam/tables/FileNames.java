package io.hydrobeam.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names of files that contain the name of a rig, with any characters. */
final class FileNames {
  private static final int LONGEST = 100;
  private static final String CASE = "~~";
  private static final Pattern TOLD_CASE = Pattern.compile(CASE + "[0-9a-f]+");

  private FileNames() {}

  /**
   * Returns the rig's name as a part of a file name. Letters, digits, dots, hyphens and underscores
   * stay, and other bytes are percent-encoded. A long name is cut and completed by a hash of the
   * whole name. A name with upper-case letters ends in {@code ~~} and a hexadecimal number with a
   * bit for each upper-case byte, so names stay distinct on file systems that ignore case. The
   * result has at most 137 of the 255 characters that file systems allow.
   */
  static String safe(String rig) {
    String safe = ofOlderTable(rig);
    BigInteger upperCase = upperCase(rig);
    return safe.length() > LONGEST || upperCase.signum() == 0
        ? safe
        : safe + CASE + upperCase.toString(16);
  }

  /**
   * Returns the name for a table without a {@link CaseMarker}, which does not encode upper case.
   */
  static String ofOlderTable(String rig) {
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

  /** Returns whether a part of a file name stands for a rig, in either kind of table. */
  static boolean isOf(String part, String rig) {
    return part.equals(safe(rig)) || part.equals(ofOlderTable(rig));
  }

  /** Returns whether the name of a file tells the case of letters. */
  static boolean tellsCase(String file) {
    return file.contains(CASE);
  }

  /** The name of a file as it is in a table whose files do not tell the case of letters. */
  static String withoutCase(String file) {
    return TOLD_CASE.matcher(file).replaceFirst("");
  }

  private static BigInteger upperCase(String rig) {
    BigInteger bits = BigInteger.ZERO;
    byte[] bytes = rig.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bits = bits.setBit(i);
      }
    }
    return bits;
  }
}
