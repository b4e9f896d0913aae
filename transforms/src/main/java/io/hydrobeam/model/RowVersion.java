package io.hydrobeam.model;

import java.util.Comparator;

/**
 * Which version of a row something was found in. The better of two versions of a row is the greater
 * one here, and the one that the table of rows keeps.
 *
 * @param samples the samples of all sensors together, 1 or more
 * @param revision 0 for the first emission, one more for each with late samples
 * @param complete whether all sensors are there, each with the samples that its rate promises
 */
public record RowVersion(long samples, int revision, boolean complete)
    implements Comparable<RowVersion> {
  private static final Comparator<RowVersion> ORDER =
      Comparator.comparing(RowVersion::complete)
          .thenComparingLong(RowVersion::samples)
          .thenComparingInt(RowVersion::revision);

  /** The version of a row. */
  public static RowVersion of(FeatureVector row) {
    return new RowVersion(row.snapshot().samples(), row.snapshot().revision(), row.complete());
  }

  @Override
  public int compareTo(RowVersion other) {
    return ORDER.compare(this, other);
  }
}
