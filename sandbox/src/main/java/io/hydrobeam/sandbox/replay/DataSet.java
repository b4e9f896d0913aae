package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.Utf8;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.server.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A directory of measurements: PS1.txt to SE.txt, one row a 60 s cycle of tab-separated values,
 * optional cycles.txt (one cycle number a row; otherwise rows are numbered from 0) and profile.txt
 * (the labels of a row). All of the rows that are asked for are checked before the first is played.
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

  /** A row of the files: the number of its cycle, its labels or null, whether it is played. */
  record Row(int number, String labels, boolean selected) {}

  /** Checks the files, and in them the rows that the selection takes. */
  public static DataSet open(Path directory, CycleSelection selection) {
    if (!Files.isDirectory(directory)) {
      throw new FailedException(
          directory.toAbsolutePath() + " is not a directory. Name one with --dataset=DIR.");
    }
    for (Sensor sensor : Sensor.all()) {
      if (!Files.isRegularFile(file(directory, sensor))) {
        throw new FailedException(
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
      throw new FailedException(file(directory, Sensor.PS1) + " has no rows: nothing to play.");
    }
    List<Row> rows =
        DataSetRows.choose(count, numbers(directory, count), labels(directory, count), selection);
    if (rows.stream().noneMatch(Row::selected)) {
      throw new FailedException(
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

  /** The chosen cycles, from the first. */
  public CycleSource cycles() {
    return new DataSetCycles(this);
  }

  /** Whether the labels of the cycles are known. */
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
      throw new FailedException(file + " cannot be read: " + e + ".", e);
    }
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (!pattern.matcher(lines.get(i)).matches()) {
        throw new FailedException(
            String.format(
                Locale.ROOT, "%s, line %d: '%s' is not %s.", file, i + 1, lines.get(i), takes));
      }
    }
    if (end != count) {
      throw new FailedException(
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
