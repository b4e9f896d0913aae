package io.hydrobeam.recordings;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reader of files with whole numbers, separated by tabs: numbers of cycles, and labels. */
public final class NumberLines {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
  private static final int LONGEST_SHOWN = 60;
  private static final int LABELS = 5;

  private NumberLines() {}

  /**
   * Reads labels: five whole numbers a line, for cooler, valve, pump, accumulator and stable. Blank
   * lines at the end are ignored.
   *
   * @param file the path for messages
   * @param in the content, which is closed
   * @param kind the kind of errors
   * @throws UserException naming the line and the remedy
   * @throws IOException if the file cannot be read
   */
  public static List<int[]> labels(String file, InputStream in, UserException.Kind kind)
      throws IOException {
    return read(file, in, LABELS, "five whole numbers with tabs between them", kind);
  }

  /**
   * Reads cycle numbers, one a line. Blank lines at the end are ignored.
   *
   * @param file the path for messages
   * @param in the content, which is closed
   * @param kind the kind of errors
   * @throws UserException naming the line and the remedy
   * @throws IOException if the file cannot be read
   */
  public static List<Integer> cycles(String file, InputStream in, UserException.Kind kind)
      throws IOException {
    return read(file, in, 1, "a cycle number", kind).stream().map(line -> line[0]).toList();
  }

  private static List<int[]> read(
      String file, InputStream in, int count, String takes, UserException.Kind kind)
      throws IOException {
    var numbers = new ArrayList<int[]>();
    for (String line : Utf8.text(in).stripTrailing().lines().toList()) {
      String[] values = line.strip().split("\t", -1);
      if (values.length != count) {
        throw wrong(kind, file, numbers.size() + 1, line, takes);
      }
      var row = new int[count];
      for (int i = 0; i < count; i++) {
        if (!WHOLE.matcher(values[i].strip()).matches()) {
          String number = count == 1 ? takes : "a whole number";
          throw wrong(kind, file, numbers.size() + 1, values[i], number);
        }
        row[i] = Integer.parseInt(values[i].strip());
      }
      numbers.add(row);
    }
    return numbers;
  }

  private static UserException wrong(
      UserException.Kind kind, String file, int line, String text, String takes) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    return UserException.of(
        kind, "%s, line %d: '%s' is not %s; correct the line", file, line, shown, takes);
  }
}
