package io.hydrobeam.batch.compact;

import io.hydrobeam.common.UserException;
import io.hydrobeam.tables.Storage;
import io.hydrobeam.tables.TableKind;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Parsed and validated options of compaction.
 *
 * @param input the output of a stream, or one of its tables, without a trailing slash
 * @param output the table of large files, without a trailing slash; null for the default table
 * @param olderThan the minimum time since the end of an hour
 */
record CompactSettings(String input, @Nullable String output, Duration olderThan) {
  /**
   * Table to compact.
   *
   * @param kind the kind of table
   * @param input the table of small files
   * @param output the table of large files
   */
  record CompactTable(TableKind kind, String input, String output) {}

  /**
   * Parses and validates the options.
   *
   * @throws UserException naming every invalid option and its allowed values
   */
  static CompactSettings of(CompactOptions options) {
    var problems = new ArrayList<String>();
    String input = directory("input", options.getInput(), problems);
    String output =
        options.getOutput() == null ? null : directory("output", options.getOutput(), problems);
    if (output != null
        && ((input + "/").startsWith(output + "/") || (output + "/").startsWith(input + "/"))) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--output takes a directory beside the input, not one of %s and %s within the other",
              input,
              output));
    }
    Duration olderThan = olderThan(options.getOlderThan(), problems);
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
    return new CompactSettings(input, output, olderThan);
  }

  /**
   * Returns the tables to compact: the tables below the input if the input is the output of a
   * stream, otherwise the input itself.
   *
   * @param isThere tells whether a directory exists
   * @throws UserException if one output is given for several tables
   */
  List<CompactTable> tables(Predicate<String> isThere) {
    var all = new ArrayList<CompactTable>();
    for (TableKind kind : TableKind.values()) {
      String table = input + "/" + kind.directory();
      if (isThere.test(table)) {
        all.add(new CompactTable(kind, table, input + "/" + kind.compacted()));
      }
    }
    if (all.isEmpty()) {
      TableKind kind = kind();
      String beside = input.substring(0, input.lastIndexOf('/') + 1) + kind.compacted();
      return List.of(new CompactTable(kind, input, output == null ? beside : output));
    }
    if (output != null) {
      throw UserException.invalid(
          "--output goes with one table as --input, and %s holds several. Leave --output out, or"
              + " give --input=%s",
          input, all.get(0).input());
    }
    return all;
  }

  /** Returns the kind by the name of the directory. Any unknown name counts as a table of rows. */
  private TableKind kind() {
    for (TableKind kind : TableKind.values()) {
      if (input.endsWith("/" + kind.directory())) {
        return kind;
      }
    }
    return TableKind.ROWS;
  }

  private static String directory(String option, String value, List<String> problems) {
    if (!Storage.isDirectoryName(value)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--%s takes hdfs://HOST:PORT/PATH or file:///PATH, not %s",
              option,
              value));
    }
    return value.replaceFirst("/+$", "");
  }

  private static Duration olderThan(String value, List<String> problems) {
    try {
      Duration duration = Duration.parse(value);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a negative duration.
    }
    problems.add("--olderThan takes a duration such as PT2H or PT90M, not " + value);
    return Duration.ZERO;
  }
}
