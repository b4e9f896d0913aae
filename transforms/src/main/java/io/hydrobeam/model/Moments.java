package io.hydrobeam.model;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Mergeable summary of a set of samples: count, mean, sum of squared deviations, minimum and
 * maximum. Immutable. Use {@link MomentsBuilder} to add single samples.
 *
 * @param count the number of samples, 1 or more
 * @param mean the mean of the samples
 * @param m2 the sum of squared deviations from the mean, 0 or more
 * @param min the smallest sample
 * @param max the largest sample
 */
@DefaultCoder(MomentsCoder.class)
public record Moments(long count, double mean, double m2, double min, double max) {
  /** Rejects a count below 1, because an empty set has no mean. */
  public Moments {
    if (count < 1) {
      throw new IllegalArgumentException("moments of " + count + " samples");
    }
  }

  /** Returns the moments of one sample. */
  public static Moments of(double value) {
    return new Moments(1, value, 0, value, value);
  }

  /** Returns the moments of a set of samples with these statistics. */
  public static Moments of(Statistics statistics) {
    return new Moments(
        statistics.count(),
        statistics.avg(),
        statistics.std() * statistics.std() * (statistics.count() - 1),
        statistics.min(),
        statistics.max());
  }

  /**
   * Returns the moments of the union of both sets. The order of merges changes only the last bits
   * of the result. Formula: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a
   * pairwise algorithm for computing sample variances", COMPSTAT 1982.
   */
  public Moments merge(Moments other) {
    long n = count + other.count;
    double delta = other.mean - mean;
    double otherShare = (double) other.count / n;
    return new Moments(
        n,
        mean + delta * otherShare,
        m2 + other.m2 + delta * delta * count * otherShare,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  public Statistics statistics() {
    double std = count == 1 ? 0 : Math.sqrt(m2 / (count - 1));
    return new Statistics(count, mean, min, max, std);
  }
}
