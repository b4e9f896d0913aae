package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.replay.DataSet.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Selection and checks of the rows of a data set. */
final class DataSetRows {
  private DataSetRows() {}

  /** Marks the selected rows. */
  static List<Row> choose(
      int count, List<Integer> numbers, List<String> labels, CycleSelection selection) {
    List<Row> rows = new ArrayList<>(count);
    int chosen = 0;
    for (int i = 0; i < count; i++) {
      boolean takes = selection.takes(numbers.get(i), chosen);
      chosen += takes ? 1 : 0;
      rows.add(new Row(numbers.get(i), labels == null ? null : labels.get(i), takes));
    }
    return rows;
  }

  /**
   * Checks the selected rows of the file of a sensor, and returns the sample rate in samples per
   * second.
   */
  static int check(Path file, List<Row> rows) {
    int hertz = 0;
    try (RowReader reader = new RowReader(file)) {
      for (int i = 0; i < rows.size(); i++) {
        int values = 0;
        if (rows.get(i).selected()) {
          double[] row = reader.next();
          values = row == null ? -1 : row.length;
        } else if (!reader.skip()) {
          values = -1;
        }
        if (values < 0) {
          throw otherLength(file, i, rows.size());
        }
        if (values % Cycle.SECONDS != 0) {
          throw reader.problem(
              values + " values, expected a multiple of 60: a row is a cycle of 60 s");
        }
        hertz = Math.max(hertz, values / Cycle.SECONDS);
      }
      int count = rows.size();
      while (reader.skip()) {
        count++;
      }
      if (count != rows.size()) {
        throw otherLength(file, count, rows.size());
      }
    }
    return hertz;
  }

  private static UserException otherLength(Path file, int found, int expected) {
    return UserException.failed(
        "%s",
        String.format(
            Locale.ROOT,
            "%s has %d rows, but PS1.txt has %d: all sensors need the same cycles.",
            file,
            found,
            expected));
  }
}
