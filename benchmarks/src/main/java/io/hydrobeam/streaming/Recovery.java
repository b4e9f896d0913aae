package io.hydrobeam.streaming;

import java.util.List;
import java.util.Locale;

/**
 * Time of recovery after a fault. From then on each row appears within {@value #CURRENT_MILLIS} ms
 * of its last sample. Rows published a second time, because a run reads their samples again, are
 * not current.
 *
 * @param seconds the time from the fault to the first current row, in seconds; NaN if no row was
 *     current before the end
 * @param behindMillis the median time from the last sample of a row to its appearance, in
 *     milliseconds; NaN if no row was current
 */
record Recovery(double seconds, double behindMillis) {
  private static final long CURRENT_MILLIS = 5000;

  /** The last windows close by a timeout, since no later sample arrives. */
  private static final long LAST_MILLIS = 10_000;

  private static final double MILLIS = 1000;

  /**
   * Computes the recovery time.
   *
   * @param rows the rows in the order of appearance
   * @param sinceMillis the time of the fault, in epoch milliseconds
   */
  static Recovery of(List<Appearance> rows, long sinceMillis, Sending sending) {
    List<Appearance> after =
        rows.stream()
            .filter(row -> row.atMillis() >= sinceMillis)
            .filter(row -> row.windowEndMillis() <= sending.endMillis() - LAST_MILLIS)
            .toList();
    int first = after.size();
    while (first > 0 && behind(after.get(first - 1), sending) <= CURRENT_MILLIS) {
      first--;
    }
    List<Appearance> current = after.subList(first, after.size());
    if (current.isEmpty()) {
      return new Recovery(Double.NaN, Double.NaN);
    }
    long[] behind = current.stream().mapToLong(row -> behind(row, sending)).sorted().toArray();
    return new Recovery(
        (current.get(0).atMillis() - sinceMillis) / MILLIS, behind[behind.length / 2]);
  }

  private static long behind(Appearance row, Sending sending) {
    return row.atMillis() - sending.sentAt(row.windowEndMillis());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "current=%.1f behind=%.0f", seconds, behindMillis);
  }
}
