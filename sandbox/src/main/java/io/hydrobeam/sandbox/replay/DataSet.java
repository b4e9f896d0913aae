package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Data set directory: PS1.txt to SE.txt, with one 60 s cycle per row of tab-separated values.
 * Optional files are cycles.txt, with one cycle number per row, and profile.txt, with the labels of
 * each row. Without cycles.txt rows are numbered from 0. All requested rows are checked before the
 * first row is played.
 */
public final class DataSet {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern LABELS = Pattern.compile("\\d{1,9}(\t\\d{1,9}){4}");

  private final Path directory;
  private final int[] hertz;
  private final List<Row> rows;

  private DataSet(Path directory, int[] hertz, List<Row> rows) {
    this.directory = directory;
    this.hertz = hertz;
    this.rows = rows;
  }

  /**
   * Row of the files: the number of its cycle, its labels or null, and true if the row is played.
   */
  record Row(int number, String labels, boolean selected) {}

  /** Checks the files and the selected rows in them. */
  public static DataSet open(Path directory, CycleSelection selection) {
    if (!Files.isDirectory(directory)) {
      throw UserException.failed(
          "%s", directory.toAbsolutePath() + " is not a directory. Name one with --dataset=DIR.");
    }
    for (Sensor sensor : Sensor.all()) {
      if (!Files.isRegularFile(file(directory, sensor))) {
        throw UserException.failed(
            "%s",
            String.format(
                Locale.ROOT,
                "%s has no %s.txt. A data set has one file for each of the sensors %s.",
                directory.toAbsolutePath(),
                sensor,
                Sensor.names()));
      }
    }
    int count = countRows(file(directory, Sensor.PS1));
    if (count == 0) {
      throw UserException.failed(
          "%s", file(directory, Sensor.PS1) + " has no rows: nothing to play.");
    }
    List<Row> rows =
        DataSetRows.choose(count, numbers(directory, count), labels(directory, count), selection);
    if (rows.stream().noneMatch(Row::selected)) {
      throw UserException.failed(
          "%s",
          String.format(
              Locale.ROOT,
              "None of the %d cycles of %s is chosen by --cycles: they are numbered from %d to %d.",
              count,
              directory.toAbsolutePath(),
              rows.stream().mapToInt(Row::number).min().getAsInt(),
              rows.stream().mapToInt(Row::number).max().getAsInt()));
    }
    int[] hertz =
        Sensor.all().stream().mapToInt(s -> DataSetRows.check(file(directory, s), rows)).toArray();
    return new DataSet(directory, hertz, rows);
  }

  /** Returns the selected cycles, from the first. */
  public CycleSource cycles() {
    return new DataSetCycles(this);
  }

  /** Returns true if the labels of the cycles are known. */
  public boolean isLabelled() {
    return rows.get(0).labels() != null;
  }

  int hertz(Sensor sensor) {
    return hertz[sensor.ordinal()];
  }

  List<Row> rows() {
    return rows;
  }

  Path file(Sensor sensor) {
    return file(directory, sensor);
  }

  private static Path file(Path directory, Sensor sensor) {
    return directory.resolve(sensor + ".txt");
  }

  private static int countRows(Path file) {
    try (RowReader reader = new RowReader(file)) {
      return (int) IntStream.iterate(0, i -> i + 1).takeWhile(i -> reader.skip()).count();
    }
  }

  private static List<Integer> numbers(Path directory, int count) {
    Path file = directory.resolve("cycles.txt");
    return Files.exists(file)
        ? lines(file, count, NUMBER, "a cycle number").stream().map(Integer::valueOf).toList()
        : IntStream.range(0, count).boxed().toList();
  }

  private static List<String> labels(Path directory, int count) {
    Path file = directory.resolve("profile.txt");
    return Files.exists(file)
        ? lines(file, count, LABELS, "five whole numbers with tabs between them")
        : null;
  }

  private static List<String> lines(Path file, int count, Pattern pattern, String takes) {
    List<String> lines;
    try {
      lines = Utf8.lines(file).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw UserException.failed("%s", file + " cannot be read: " + e + ".");
    }
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (!pattern.matcher(lines.get(i)).matches()) {
        throw UserException.failed(
            "%s",
            String.format(
                Locale.ROOT, "%s, line %d: '%s' is not %s.", file, i + 1, lines.get(i), takes));
      }
    }
    if (end != count) {
      throw UserException.failed(
          "%s",
          String.format(
              Locale.ROOT,
              "%s has %d rows, but PS1.txt has %d: each cycle needs its row.",
              file,
              end,
              count));
    }
    return lines.subList(0, end);
  }
}
