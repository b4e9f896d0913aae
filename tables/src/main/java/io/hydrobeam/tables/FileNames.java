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
   * The rig's name as a part of a file name: letters, digits, dots, hyphens and underscores as they
   * are, every other byte as in a URL; a long name is cut and told apart by a hash of the whole. A
   * name with upper-case letters ends in {@code ~~} and a hexadecimal number whose bits say which
   * bytes are upper case, so that rigs are told apart where the case of file names is ignored. It
   * has 137 characters at most: of the 255 that file systems take, there are enough for the rest.
   */
  static String safe(String rig) {
    String safe = ofOlderTable(rig);
    BigInteger upperCase = upperCase(rig);
    return safe.length() > LONGEST || upperCase.signum() == 0
        ? safe
        : safe + CASE + upperCase.toString(16);
  }

  /** The same in a table whose files do not tell the case of letters, see {@link CaseMarker}. */
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

  /** Whether the part of a file name is that of a rig, in a table of either kind. */
  static boolean isOf(String part, String rig) {
    return part.equals(safe(rig)) || part.equals(ofOlderTable(rig));
  }

  /** Whether the name of a file tells the case of letters. */
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
