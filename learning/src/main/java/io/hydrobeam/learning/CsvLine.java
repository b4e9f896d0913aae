package io.hydrobeam.learning;

import java.util.ArrayList;
import java.util.List;

/** A line of comma-separated values, some of them in quotes (RFC 4180, without line breaks). */
final class CsvLine {
  private CsvLine() {}

  /** The values of a line. */
  static List<String> split(String line) {
    var values = new ArrayList<String>();
    var value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
