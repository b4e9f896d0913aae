package io.hydrobeam.model;

/**
 * Builder of {@link Moments} from single samples. Not safe for use by several threads. Algorithm:
 * B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4 (3), 1962.
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

  /** Returns the moments of the added samples, at least one. */
  public Moments build() {
    return new Moments(count, mean, m2, min, max);
  }
}
