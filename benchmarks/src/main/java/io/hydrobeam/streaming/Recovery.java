package io.hydrobeam.streaming;

import java.util.List;
import java.util.Locale;

/**
 * How long after a fault rows were current again: from then on each row came within {@value
 * #CURRENT_MILLIS} ms of its last sample. Rows that are published a second time, since a run reads
 * them again, are not current.
 *
 * @param seconds from the fault to the first such row; NaN if there was none before the end
 * @param behindMillis how long after its last sample the median of them came; NaN if there was none
 */
record Recovery(double seconds, double behindMillis) {
  private static final long CURRENT_MILLIS = 5000;

  /** The last windows close by waiting, since no sample follows. */
  private static final long LAST_MILLIS = 10_000;

  private static final double MILLIS = 1000;

  /**
   * Of these rows.
   *
   * @param rows in the order in which they appeared
   * @param sinceMillis the time of the fault, epoch milliseconds
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
