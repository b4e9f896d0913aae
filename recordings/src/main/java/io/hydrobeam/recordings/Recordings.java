package io.hydrobeam.recordings;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Data set directory in the layout of the public data set of the rig: the files PS1.txt to SE.txt,
 * with one cycle a row as tab-separated numbers. The number of values in a row gives the sample
 * rate of a sensor. Optional files are cycles.txt, with one cycle number a row, and profile.txt,
 * with the labels of each row. Without cycles.txt, rows are numbered from 0.
 */
public final class Recordings {
  private static final String CYCLES = "cycles.txt";
  private static final String PROFILE = "profile.txt";

  private final RecordingFiles files;
  private final List<Integer> numbers;

  private Recordings(RecordingFiles files, List<Integer> numbers) {
    this.files = files;
    this.numbers = numbers;
  }

  /** Returns true for a data set directory. */
  public static boolean areIn(RecordingFiles files) throws IOException {
    return files.exists(file(Sensor.PS1));
  }

  /** Returns the name of the file of a sensor. */
  public static String file(Sensor sensor) {
    return sensor + ".txt";
  }

  /**
   * Opens a directory. The files of all sensors must exist. Rows other than those of PS1.txt are
   * not read yet.
   *
   * @throws UserException naming the missing or malformed file and the remedy
   */
  public static Recordings open(RecordingFiles files) {
    try {
      for (Sensor sensor : Sensor.all()) {
        if (!files.exists(file(sensor))) {
          throw UserException.of(
              files.kind(),
              "%s has no %s; a data set has one file for each of the sensors %s",
              files.path(""),
              file(sensor),
              Sensor.names());
        }
      }
      int rows;
      try (RowReader reader = reader(files, Sensor.PS1)) {
        rows = reader.skipAll();
      }
      if (rows == 0) {
        throw UserException.of(
            files.kind(), "%s has no rows; it takes one cycle a row", files.path("PS1.txt"));
      }
      return new Recordings(files, numbers(files, rows));
    } catch (IOException e) {
      throw unreadable(files, "", e);
    }
  }

  private static List<Integer> numbers(RecordingFiles files, int rows) throws IOException {
    if (!files.exists(CYCLES)) {
      return IntStream.range(0, rows).boxed().toList();
    }
    List<Integer> numbers =
        NumberLines.cycles(files.path(CYCLES), files.open(CYCLES), files.kind());
    return sameRows(files.kind(), files.path(CYCLES), numbers, rows);
  }

  private static <T> List<T> sameRows(
      UserException.Kind kind, String file, List<T> lines, int rows) {
    if (lines.size() != rows) {
      throw UserException.of(
          kind,
          "%s has %d rows, but PS1.txt has %d; each cycle needs its row",
          file,
          lines.size(),
          rows);
    }
    return lines;
  }

  /** Returns the cycle numbers in the order of the rows. */
  public List<Integer> numbers() {
    return numbers;
  }

  /** Returns true if the directory has labels. */
  public boolean isLabelled() {
    try {
      return files.exists(PROFILE);
    } catch (IOException e) {
      throw unreadable(files, PROFILE, e);
    }
  }

  /**
   * Returns the labels of the directory in the order of the rows.
   *
   * @throws UserException naming the line or the missing row
   */
  public List<int[]> labels() {
    try {
      return labels(files.path(PROFILE), files.open(PROFILE));
    } catch (IOException e) {
      throw unreadable(files, PROFILE, e);
    }
  }

  /**
   * Returns labels in the order of the rows, from any file.
   *
   * @param file the path for messages
   * @param in the content, which is closed
   * @throws UserException naming the line or the missing row
   * @throws IOException if the file cannot be read
   */
  public List<int[]> labels(String file, InputStream in) throws IOException {
    return sameRows(files.kind(), file, NumberLines.labels(file, in, files.kind()), numbers.size());
  }

  /** Opens the file of a sensor. */
  public RowReader reader(Sensor sensor) {
    try {
      return reader(files, sensor);
    } catch (IOException e) {
      throw unreadable(files, file(sensor), e);
    }
  }

  /**
   * Opens the file of a sensor without the checks of {@link #open}, as in tasks on other machines.
   *
   * @throws IOException if the file cannot be read
   */
  public static RowReader reader(RecordingFiles files, Sensor sensor) throws IOException {
    String name = file(sensor);
    return new RowReader(files.path(name), files.open(name), files.kind());
  }

  /**
   * Returns the rows of a sensor with these indices.
   *
   * @param taken for each row, whether to return the row; other rows are only counted
   * @throws UserException if a row is malformed, or the number of rows is not that of PS1.txt
   */
  public List<double[]> rows(Sensor sensor, boolean[] taken) {
    var rows = new ArrayList<double[]>();
    try (RowReader reader = reader(sensor)) {
      for (int i = 0; i < taken.length; i++) {
        double[] row = taken[i] ? reader.next() : null;
        if (taken[i] ? row == null : !reader.skip()) {
          throw otherLength(sensor, i);
        }
        if (row != null) {
          rows.add(row);
        }
      }
      requireEnd(sensor, reader);
    }
    return rows;
  }

  /**
   * Returns the number of values in the first row of a sensor.
   *
   * @throws UserException if the first row is malformed, or the number of rows is not that of
   *     PS1.txt
   */
  public int width(Sensor sensor) {
    try (RowReader reader = reader(sensor)) {
      double[] first = reader.next();
      int rows = (first == null ? 0 : 1) + reader.skipAll();
      if (first == null || rows != numbers.size()) {
        throw otherLength(sensor, rows);
      }
      return first.length;
    }
  }

  /**
   * Checks that a sensor has no more rows.
   *
   * @param reader the reader behind the last row of PS1.txt
   */
  public void requireEnd(Sensor sensor, RowReader reader) {
    int more = reader.skipAll();
    if (more > 0) {
      throw otherLength(sensor, numbers.size() + more);
    }
  }

  /** Returns the error for a sensor with another number of rows than PS1.txt. */
  public UserException otherLength(Sensor sensor, int rows) {
    return UserException.of(
        files.kind(),
        "%s has %d rows, but PS1.txt has %d; all sensors need the same cycles",
        files.path(file(sensor)),
        rows,
        numbers.size());
  }

  private static UserException unreadable(RecordingFiles files, String name, IOException e) {
    return UserException.of(
        files.kind(),
        "%s cannot be read (%s); make it readable or name another directory",
        files.path(name),
        UserException.rootCause(e));
  }
}
