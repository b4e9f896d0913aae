package io.hydrobeam.pipeline;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of compaction, understood and checked together.
 *
 * @param input the table of small files, without a slash at its end
 * @param output the table of large files, likewise
 * @param olderThan how long an hour must be over
 */
record CompactSettings(String input, String output, Duration olderThan) {
  /**
   * Understands the options.
   *
   * @throws CommandException naming every option that is wrong and what it takes
   */
  static CompactSettings of(CompactOptions options) {
    var problems = new ArrayList<String>();
    String input = directory("input", options.getInput(), problems);
    String output = directory("output", options.getOutput(), problems);
    if ((input + "/").startsWith(output + "/") || (output + "/").startsWith(input + "/")) {
      problems.add(
          "--output takes a directory beside the input, not one of %s and %s within the other"
              .formatted(input, output));
    }
    Duration olderThan = olderThan(options.getOlderThan(), problems);
    if (!problems.isEmpty()) {
      throw CommandException.usage("%s", String.join(System.lineSeparator(), problems));
    }
    return new CompactSettings(input, output, olderThan);
  }

  private static String directory(String option, String value, List<String> problems) {
    if (!value.matches("(?s)(hdfs|file):/.*")) {
      problems.add(
          "--%s takes hdfs://HOST:PORT/PATH or file:///PATH, not %s".formatted(option, value));
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
      // It is told below, as a negative one is.
    }
    problems.add("--olderThan takes a duration such as PT2H or PT90M, not " + value);
    return Duration.ZERO;
  }
}
