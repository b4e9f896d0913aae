package io.hydrobeam.streaming;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Prints the result of a run of the stream as one line of {@code name=value} for the driver.
 *
 * <pre>
 *   Report rate START_MILLIS SOURCE              how fast the rows came
 *   Report latency FROM_MILLIS TO_MILLIS SOURCE  how late the rows of these windows came
 *   Report agree OURS NATIVE                     whether two directories hold the same rows, up to
 *                                                the last of the second
 *   Report same OURS THEIRS                      whether they hold the same rows
 *   Report current SINCE_MILLIS SENT_MILLIS START_MILLIS SPEED SECONDS SOURCE
 *                                                when rows were current again, see {@link Recovery}
 * </pre>
 *
 * SOURCE is {@code topic BROKERS TOPIC SINCE_MILLIS} or {@code files DIRECTORY}.
 */
public final class Report {
  private Report() {}

  /** Prints one report. The exit code is 1 if rows disagree or are missing. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("report")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            // By default Spark starts one task per directory, and there are thousands of
            // directories.
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", 8)
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate()) {
      switch (arguments[0]) {
        case "rate" ->
            System.out.println(Speed.of(rows(spark, arguments, 2), Long.parseLong(arguments[1])));
        case "latency" ->
            System.out.println(
                Latency.of(
                    rows(spark, arguments, 3),
                    Long.parseLong(arguments[1]),
                    Long.parseLong(arguments[2])));
        case "agree" -> Agreement.requireUpToTheLast(spark, arguments[1], arguments[2]);
        case "same" -> Agreement.requireAll(spark, arguments[1], arguments[2]);
        case "current" ->
            System.out.println(
                Recovery.of(
                    rows(spark, arguments, 6),
                    Long.parseLong(arguments[1]),
                    new Sending(
                        Long.parseLong(arguments[2]),
                        Long.parseLong(arguments[3]),
                        Double.parseDouble(arguments[4]),
                        Integer.parseInt(arguments[5]))));
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  /** Reads the rows of the source that starts at this argument, in the order of appearance. */
  private static List<Appearance> rows(SparkSession spark, String[] arguments, int at)
      throws IOException {
    List<Appearance> rows =
        arguments[at].equals("topic")
            ? Appearances.onTopic(
                arguments[at + 1], arguments[at + 2], Long.parseLong(arguments[at + 3]))
            : Appearances.inFiles(spark, arguments[at + 1]);
    if (rows.isEmpty()) {
      throw new IllegalStateException("no rows in " + String.join(" ", arguments));
    }
    return rows.stream().sorted(Comparator.comparingLong(Appearance::atMillis)).toList();
  }
}
