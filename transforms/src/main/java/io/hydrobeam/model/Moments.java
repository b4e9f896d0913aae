package io.hydrobeam.model;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * What must be known of a set of samples to merge it with another and to give its statistics: the
 * count, the mean, the sum of squared deviations from the mean, the least and the greatest value.
 * Immutable; {@link MomentsBuilder} takes in samples one by one.
 *
 * @param count the number of samples, 1 or more
 * @param mean their mean
 * @param m2 the sum of their squared deviations from the mean, 0 or more
 * @param min the least
 * @param max the greatest
 */
@DefaultCoder(MomentsCoder.class)
public record Moments(long count, double mean, double m2, double min, double max) {
  /** Checks that there is a sample: a set of none has no mean. */
  public Moments {
    if (count < 1) {
      throw new IllegalArgumentException("moments of " + count + " samples");
    }
  }

  /** The moments of one sample. */
  public static Moments of(double value) {
    return new Moments(1, value, 0, value, value);
  }

  /** The moments of a set of which the statistics are known. */
  public static Moments of(Statistics statistics) {
    return new Moments(
        statistics.count(),
        statistics.avg(),
        statistics.std() * statistics.std() * (statistics.count() - 1),
        statistics.min(),
        statistics.max());
  }

  /**
   * The moments of both sets together: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae
   * and a pairwise algorithm for computing sample variances", COMPSTAT 1982. Which sets are merged
   * first does not matter but for the last bits.
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

  /** The statistics of the set. */
  public Statistics statistics() {
    double std = count == 1 ? 0 : Math.sqrt(m2 / (count - 1));
    return new Statistics(count, mean, min, max, std);
  }
}
