package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The hours of a table of small files that are over. */
public final class ClosedHours {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private ClosedHours() {}

  /**
   * The directories of the hours that ended at this time or before, relative to the table, in
   * order; none if the table is empty.
   *
   * @throws UserException if there is no such table, or it is no table of hours
   */
  public static List<String> of(TableKind kind, String table, Instant end) throws IOException {
    if (!isDirectory(table)) {
      throw UserException.failed(
          "there is no directory %s; --input takes the --output of the stream, or one of its"
              + " tables streaming, anomalies and alerts",
          table);
    }
    FileTree tree = Storage.at(table).tree();
    var hours = new ArrayList<String>();
    for (String hour : HourFiles.hours(tree, kind.table(PartitionBy.SECOND))) {
      if (startOf(table, hour) + HOUR <= end.toEpochMilli()) {
        hours.add(hour);
      }
    }
    if (hours.isEmpty()) {
      requireTable(table, tree);
    }
    return List.copyOf(hours);
  }

  /**
   * Returns whether there is such a directory.
   *
   * @throws UserException if the file system does not answer
   */
  public static boolean isDirectory(String directory) {
    try {
      return Storage.at(directory).tree().isDirectory("");
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.failed(
          "cannot read %s (%s); start the file system, or correct --input",
          directory, UserException.rootCause(e));
    }
  }

  private static long startOf(String table, String hour) {
    OptionalLong start = PartitionBy.hourOf(hour);
    return start.orElseThrow(
        () ->
            UserException.failed(
                "%s/%s is not the directory of an hour; move it out of the table", table, hour));
  }

  /** An empty table is one; a directory of other things was named by mistake. */
  private static void requireTable(String table, FileTree tree) throws IOException {
    List<String> inside = tree.directories("", "");
    if (inside.stream().noneMatch(name -> name.startsWith("year="))
        && inside.stream().anyMatch(name -> !name.startsWith("."))) {
      throw UserException.failed(
          "%s holds no rows, but %s; --input takes the --output of the stream, or one of its tables"
              + " streaming, anomalies and alerts",
          table, String.join(", ", inside));
    }
  }
}
