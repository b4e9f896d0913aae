package io.hydrobeam.sandbox.demo;

import io.hydrobeam.sandbox.replay.ReplayProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Summary of a demo: samples sent, samples in rows, dead letters, alerts and tables. */
record Summary(
    ReplayProgress sent,
    KeptRows rows,
    long late,
    long malformed,
    Map<String, Integer> alertsByType,
    Map<String, Integer> messagesByState,
    KeptTable streaming,
    KeptTable anomalies,
    KeptTable alerts) {

  /**
   * Returns the number of samples sent that are neither in a row nor in a dead letter; negative if
   * there are more than were sent.
   */
  long unaccounted() {
    return sent.sent() - rows.samples() - late - malformed;
  }

  /** Returns true if every sample is accounted for and every row exists once. */
  boolean isRight() {
    return unaccounted() == 0 && rows.repeated() == 0;
  }

  /** Returns the lines of the summary. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        field("sent", "%,d samples in %.1f s", sent.sent(), sent.duration().toMillis() / 1e3));
    lines.add(field("in rows", "%,d samples%s", rows.samples(), inTime()));
    lines.add(field("late", "%,d samples, to the topic hydraulic-dead-letter", late));
    lines.add(field("malformed", "%,d messages, to the topic hydraulic-dead-letter", malformed));
    lines.add(field("unaccounted", "%,d", unaccounted()));
    lines.add(field("rows", "%,d, %s", rows.rows(), repeated()));
    lines.add(field("alerts", "%s", counts(alertsByType)));
    lines.add(field("they were", "%s", counts(messagesByState)));
    rows.example()
        .ifPresent(
            row -> {
              lines.add("");
              lines.add("One of the rows:");
              RowText.lines(row).forEach(line -> lines.add("  " + line));
            });
    lines.add("");
    lines.add("The tables, copied out of HDFS:");
    lines.add(table(streaming));
    lines.add(table(anomalies));
    lines.add(table(alerts));
    if (!streaming.files().isEmpty()) {
      lines.add("");
      lines.add("To query them, with Spark SQL or with DuckDB:");
      lines.add("  " + Queries.spark(streaming.directory()));
      lines.add("  " + Queries.duckDb(streaming.directory()));
    }
    if (!alerts.files().isEmpty()) {
      lines.add("  " + Queries.duckDbAlerts(alerts.directory()));
    }
    return lines;
  }

  private String inTime() {
    // Samples held back by the replay that were still within the allowed lateness.
    long revised = sent.late() - late;
    return revised > 0
        ? String.format(Locale.ROOT, ", %,d of them late, but not too late", revised)
        : "";
  }

  private String repeated() {
    return rows.repeated() == 0
        ? "one for each rig, cycle and second"
        : String.format(Locale.ROOT, "%,d of them repeat another", rows.repeated());
  }

  private static String counts(Map<String, Integer> counted) {
    int sum = counted.values().stream().mapToInt(n -> n).sum();
    String types =
        new TreeMap<>(counted)
            .entrySet().stream()
                .map(type -> type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
    return sum == 0 ? "none" : String.format(Locale.ROOT, "%,d: %s", sum, types);
  }

  private static String table(KeptTable table) {
    return String.format(
        Locale.ROOT,
        "  %s  %,d %s, %s",
        table.directory(),
        table.files().size(),
        table.files().size() == 1 ? "file" : "files",
        size(table.bytes()));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String field(String name, String format, Object... values) {
    return String.format(Locale.ROOT, "  %-12s", name) + String.format(Locale.ROOT, format, values);
  }
}
