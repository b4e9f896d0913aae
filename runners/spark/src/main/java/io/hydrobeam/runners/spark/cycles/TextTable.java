package io.hydrobeam.runners.spark.cycles;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Plain text table, with one line per row.
 *
 * @param header the names of the columns
 * @param lines the cells of each row, one cell per column
 */
record TextTable(List<String> header, List<List<String>> lines) {
  /** Formats the result of a query: numbers with at most six decimals, times in UTC. */
  static TextTable of(Dataset<Row> result) {
    var lines = new ArrayList<List<String>>();
    for (Row row : result.collectAsList()) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(text(row.get(i)));
      }
      lines.add(cells);
    }
    return new TextTable(List.of(result.columns()), lines);
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    } else if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    } else if (value instanceof CharSequence) {
      return value.toString().replaceAll("\\p{Cntrl}", " ");
    } else if (value instanceof Double number) {
      String text = String.format(Locale.ROOT, "%.6f", number);
      return text.replaceFirst("\\.?0+$", "");
    }
    return value.toString();
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    append(text, header);
    lines.forEach(line -> append(text, line));
    return text.toString();
  }

  private void append(StringBuilder text, List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i)).append(" ".repeat(width(i) - cells.get(i).length() + 2));
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private int width(int column) {
    int widest = header.get(column).length();
    for (List<String> line : lines) {
      widest = Math.max(widest, line.get(column).length());
    }
    return widest;
  }
}
