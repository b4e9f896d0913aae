package io.hydrobeam.streaming;

import java.util.List;
import java.util.Locale;

/**
 * How fast a run caught up, by the samples in its rows.
 *
 * @param rows the rows
 * @param samples the samples in them
 * @param done the samples that were in rows at {@code lastMillis}
 * @param lastMillis when nearly all of the samples were in rows, epoch milliseconds; the last
 *     windows close by waiting, which is no work
 * @param whole samples a second from the start of the process until then
 * @param warm samples a second of the run without its first quarter; NaN if all came at once
 */
record Speed(int rows, long samples, long done, long lastMillis, double whole, double warm) {
  private static final double WARM_FROM = 0.25;
  private static final double NEARLY_ALL = 0.95;

  /** Of rows in the order in which they appeared. */
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

  /** So many samples were in rows by this time. */
  private record Point(long atMillis, long samples) {}

  /** When so many samples were in rows, with all rows that appeared in the same millisecond. */
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
