package io.hydrobeam.baseline;

import java.util.Arrays;

/** Limits for scores, learned from normal scores only. */
final class Limits {
  private static final double[] NORMAL_TAIL = {2.326, 2.576, 2.807, 3.09};
  private static final double[] NORMAL_SHARE = {0.01, 0.005, 0.0025, 0.001};

  private Limits() {}

  /**
   * A limit that a share of normal scores passes: the quantile of a scaled chi-squared distribution
   * with the scores' mean and variance (Box, 1954, as Nomikos and MacGregor, 1995, use it for batch
   * processes; the quantile by Wilson and Hilferty, 1931), or the empirical one if it is greater.
   *
   * @param share at most 0.01
   */
  static double of(double[] scores, double share) {
    double mean = Arrays.stream(scores).average().orElseThrow();
    double variance =
        Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum()
            / Math.max(1, scores.length - 1);
    double empirical = quantile(scores, 1 - share);
    if (!(variance > 1e-12 * mean * mean)) {
      return Math.max(empirical, 1e-9);
    }
    double freedom = 2 * mean * mean / variance;
    double root = 1 - 2 / (9 * freedom) + normal(share) * Math.sqrt(2 / (9 * freedom));
    return Math.max(empirical, mean * root * root * root);
  }

  /** The least score that no more than the rest of the scores passes. */
  static double quantile(double[] scores, double share) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static double normal(double share) {
    for (int i = 0; i < NORMAL_SHARE.length; i++) {
      if (share >= NORMAL_SHARE[i]) {
        return NORMAL_TAIL[i];
      }
    }
    return NORMAL_TAIL[NORMAL_TAIL.length - 1];
  }
}
