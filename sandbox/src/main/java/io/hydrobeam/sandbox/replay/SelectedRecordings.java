package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.recordings.RecordingFiles;
import io.hydrobeam.recordings.Recordings;
import io.hydrobeam.recordings.RowReader;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Cycles of a data set directory, selected by their numbers. All selected rows are checked before
 * the first row is played.
 */
public final class SelectedRecordings {
  private final Recordings recordings;
  private final int[] hertz;
  private final List<Row> rows;

  private SelectedRecordings(Recordings recordings, int[] hertz, List<Row> rows) {
    this.recordings = recordings;
    this.hertz = hertz;
    this.rows = rows;
  }

  /**
   * Row of the files.
   *
   * @param number the number of its cycle
   * @param labels its labels, separated by tabs; null without labels
   * @param selected true if the row is played
   */
  record Row(int number, @Nullable String labels, boolean selected) {}

  /**
   * Checks the files and the selected rows in them.
   *
   * @throws UserException naming the file, the line and the remedy
   */
  public static SelectedRecordings open(Path directory, CycleSelection selection) {
    if (!Files.isDirectory(directory)) {
      throw UserException.failed(
          "%s is not a directory. Name one with --dataset=DIR.", directory.toAbsolutePath());
    }
    Recordings recordings =
        Recordings.open(
            RecordingFiles.local(directory.toAbsolutePath(), UserException.Kind.FAILED));
    List<Row> rows = choose(recordings, selection);
    if (rows.stream().noneMatch(Row::selected)) {
      throw UserException.failed(
          "None of the %d cycles of %s is chosen by --cycles: they are numbered from %d to %d.",
          rows.size(),
          directory.toAbsolutePath(),
          rows.stream().mapToInt(Row::number).min().getAsInt(),
          rows.stream().mapToInt(Row::number).max().getAsInt());
    }
    int[] hertz = Sensor.all().stream().mapToInt(s -> check(recordings, s, rows)).toArray();
    return new SelectedRecordings(recordings, hertz, rows);
  }

  private static List<Row> choose(Recordings recordings, CycleSelection selection) {
    List<Integer> numbers = recordings.numbers();
    List<int[]> labels = recordings.isLabelled() ? recordings.labels() : null;
    List<Row> rows = new ArrayList<>(numbers.size());
    int chosen = 0;
    for (int i = 0; i < numbers.size(); i++) {
      boolean takes = selection.takes(numbers.get(i), chosen);
      chosen += takes ? 1 : 0;
      rows.add(new Row(numbers.get(i), labels == null ? null : text(labels.get(i)), takes));
    }
    return rows;
  }

  private static String text(int[] labels) {
    return Arrays.stream(labels).mapToObj(String::valueOf).collect(Collectors.joining("\t"));
  }

  /** Checks the rows of a sensor, and returns its sample rate in samples per second. */
  private static int check(Recordings recordings, Sensor sensor, List<Row> rows) {
    int hertz = 0;
    try (RowReader reader = recordings.reader(sensor)) {
      for (int i = 0; i < rows.size(); i++) {
        boolean selected = rows.get(i).selected();
        double[] row = selected ? reader.next() : null;
        if (selected ? row == null : !reader.skip()) {
          throw recordings.otherLength(sensor, i);
        }
        int values = row == null ? 0 : row.length;
        if (values % Cycle.SECONDS != 0) {
          throw reader.problem(
              values + " values, expected a multiple of 60: a row is a cycle of 60 s");
        }
        hertz = Math.max(hertz, values / Cycle.SECONDS);
      }
      recordings.requireEnd(sensor, reader);
    }
    return hertz;
  }

  /** Returns the selected cycles, from the first. */
  public CycleSource cycles() {
    return new RecordedCycles(this);
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

  RowReader reader(Sensor sensor) {
    return recordings.reader(sensor);
  }
}
