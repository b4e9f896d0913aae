package io.hydrobeam.batch.dataset;

import io.hydrobeam.cli.RigFile;
import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.RigConfig;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Parsed and validated options of an export.
 *
 * @param parquet true to write a Parquet file
 * @param csv true to write a CSV file
 * @param keep true to keep cycles with faults
 * @param layout the layout of a cycle
 * @param span the time span of the windows to include
 * @param split the split into training and test cycles
 * @param rig the rig
 */
record DatasetSettings(
    boolean parquet,
    boolean csv,
    boolean keep,
    CycleLayout layout,
    TimeSpan span,
    BlockSplit split,
    RigConfig rig) {
  private static final double LONGEST_CYCLE_SECONDS = 86_400;
  private static final int MOST_PHASES = 1_000;

  /**
   * Parses and validates the options.
   *
   * @throws UserException naming every invalid option and its allowed values
   */
  static DatasetSettings of(DatasetOptions options) {
    var problems = new ArrayList<String>();
    String format =
        oneOf("format", options.getFormat(), List.of("parquet", "csv", "both"), problems);
    String incomplete =
        oneOf("incomplete", options.getIncomplete(), List.of("exclude", "keep"), problems);
    double cycleLength = options.getCycleLength();
    if (!(cycleLength >= 1 && cycleLength <= LONGEST_CYCLE_SECONDS)) {
      problems.add("--cycleLength takes a number of seconds from 1 to 86400, not " + cycleLength);
      cycleLength = 1;
    }
    int phases = within("phases", options.getPhases(), MOST_PHASES, problems);
    int block = within("block", options.getBlock(), Integer.MAX_VALUE, problems);
    double testShare = options.getTestShare();
    if (!(testShare >= 0 && testShare <= 1)) {
      problems.add("--testShare takes a number from 0 to 1, not " + testShare);
      testShare = 0;
    }
    var span =
        new TimeSpan(
            time("from", options.getFrom(), Long.MIN_VALUE, problems),
            time("to", options.getTo(), Long.MAX_VALUE, problems));
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
    return new DatasetSettings(
        !format.equals("csv"),
        !format.equals("parquet"),
        incomplete.equals("keep"),
        new CycleLayout(Math.round(cycleLength * 1000), phases),
        span,
        new BlockSplit(block, testShare, options.getSeed()),
        RigFile.read(options.getConfig()));
  }

  private static String oneOf(
      String option, String value, List<String> takes, List<String> problems) {
    if (!takes.contains(value)) {
      problems.add(
          String.format(
              Locale.ROOT, "--%s takes %s, not %s", option, String.join(" or ", takes), value));
    }
    return value;
  }

  private static int within(String option, int value, int most, List<String> problems) {
    if (value < 1 || value > most) {
      problems.add(
          String.format(
              Locale.ROOT, "--%s takes a whole number from 1 to %d, not %d", option, most, value));
      return 1;
    }
    return value;
  }

  private static long time(
      String option, @Nullable String text, long otherwise, List<String> problems) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      problems.add(
          String.format(
              Locale.ROOT, "--%s takes a time such as 2025-11-08T14:30:00Z, not %s", option, text));
      return otherwise;
    }
  }
}
