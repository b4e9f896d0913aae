package io.hydrobeam.model;

/**
 * Takes in samples one by one: B. P. Welford, "Note on a method for calculating corrected sums of
 * squares and products", Technometrics 4 (3), 1962. Not safe for use by several threads.
 */
public final class MomentsBuilder {
  private long count;
  private double mean;
  private double m2;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Adds a sample, which must be finite. */
  public void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    m2 += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** The moments of what was added, at least one sample. */
  public Moments build() {
    return new Moments(count, mean, m2, min, max);
  }
}
