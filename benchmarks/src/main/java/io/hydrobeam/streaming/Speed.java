package io.hydrobeam.streaming;

import java.util.List;
import java.util.Locale;

/**
 * Throughput of a run that catches up, by the samples in its rows.
 *
 * @param rows the number of rows
 * @param samples the number of samples in the rows
 * @param done the number of samples in rows at {@code lastMillis}
 * @param lastMillis the time at which nearly all samples were in rows, in epoch milliseconds; the
 *     last windows close by a timeout, without work
 * @param whole the rate from the start of the process to {@code lastMillis}, in samples per second
 * @param warm the rate without the first quarter of the run, in samples per second; NaN if all
 *     samples came at once
 */
record Speed(int rows, long samples, long done, long lastMillis, double whole, double warm) {
  private static final double WARM_FROM = 0.25;
  private static final double NEARLY_ALL = 0.95;

  /** Computes the throughput from rows in the order of appearance. */
  static Speed of(List<Appearance> rows, long startMillis) {
    long all = rows.stream().mapToLong(Appearance::samples).sum();
    Point warm = reached(rows, (long) (all * WARM_FROM));
    Point last = reached(rows, (long) (all * NEARLY_ALL));
    return new Speed(
        rows.size(),
        all,
        last.samples,
        last.atMillis,
        1e3 * last.samples / (last.atMillis - startMillis),
        1e3 * (last.samples - warm.samples) / (last.atMillis - warm.atMillis));
  }

  /** Number of samples in rows at a point in time. */
  private record Point(long atMillis, long samples) {}

  /**
   * Returns the point at which a number of samples was reached, including all rows of the same
   * millisecond.
   */
  private static Point reached(List<Appearance> rows, long samples) {
    long sum = 0;
    long at = 0;
    for (Appearance row : rows) {
      if (sum >= samples && row.atMillis() > at) {
        break;
      }
      sum += row.samples();
      at = row.atMillis();
    }
    return new Point(at, sum);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "rows=%d samples=%d done=%d last=%d whole=%.0f warm=%.0f",
        rows,
        samples,
        done,
        lastMillis,
        whole,
        warm);
  }
}
