package io.hydrobeam.streaming;

import java.util.List;
import java.util.Locale;

/**
 * Latency of rows after the end of their windows, with its trend.
 *
 * @param rows the number of rows
 * @param p50 the median, in milliseconds
 * @param p95 the 95th percentile, in milliseconds
 * @param p99 the 99th percentile, in milliseconds
 * @param trend the slope of the latency by least squares, in milliseconds per minute
 */
record Latency(int rows, long p50, long p95, long p99, double trend) {
  private static final double MINUTE = 60_000;

  /** Limit of the growth per minute, as a share of the median. Less growth is noise. */
  private static final double FLAT = 0.1;

  /** Returns the latency of the rows whose windows end in a time span. */
  static Latency of(List<Appearance> all, long fromMillis, long toMillis) {
    List<Appearance> rows =
        all.stream()
            .filter(r -> r.windowEndMillis() >= fromMillis && r.windowEndMillis() < toMillis)
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalStateException("no rows of windows in the span that counts");
    }
    long[] sorted = rows.stream().mapToLong(Appearance::latencyMillis).sorted().toArray();
    return new Latency(
        rows.size(), at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), slope(rows) * MINUTE);
  }

  /** Returns true if the latency does not grow, so the load is sustainable. */
  boolean flat() {
    return trend < FLAT * p50;
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Returns the slope, in milliseconds of latency per millisecond of event time. */
  private static double slope(List<Appearance> rows) {
    double meanTime = rows.stream().mapToLong(Appearance::windowEndMillis).average().orElseThrow();
    double meanLatency = rows.stream().mapToLong(Appearance::latencyMillis).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (Appearance row : rows) {
      double time = row.windowEndMillis() - meanTime;
      products += time * (row.latencyMillis() - meanLatency);
      squares += time * time;
    }
    return squares == 0 ? 0 : products / squares;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "rows=%d p50=%d p95=%d p99=%d trend=%.0f sustained=%s",
        rows,
        p50,
        p95,
        p99,
        trend,
        flat() ? "yes" : "no");
  }
}
