package io.hydrobeam.model;

import java.util.Comparator;

/**
 * Version of a row, for example the version with an anomaly. The greater of two versions is the
 * better one, which the table of rows keeps.
 *
 * @param samples the number of samples of all sensors together, 1 or more
 * @param revision 0 for the first emission, increased by 1 with each emission of late samples
 * @param complete true if every sensor has exactly the samples that its rate promises
 */
public record RowVersion(long samples, int revision, boolean complete)
    implements Comparable<RowVersion> {
  private static final Comparator<RowVersion> ORDER =
      Comparator.comparing(RowVersion::complete)
          .thenComparingLong(RowVersion::samples)
          .thenComparingInt(RowVersion::revision);

  /** Returns the version of a row. */
  public static RowVersion of(FeatureVector row) {
    return new RowVersion(row.snapshot().samples(), row.snapshot().revision(), row.complete());
  }

  @Override
  public int compareTo(RowVersion other) {
    return ORDER.compare(this, other);
  }
}
