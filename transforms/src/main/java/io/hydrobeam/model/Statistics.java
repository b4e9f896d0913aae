package io.hydrobeam.model;

/**
 * Statistics of one sensor in one window, in the sensor's unit.
 *
 * @param count the number of samples, 1 or more
 * @param avg the mean of the samples
 * @param min the smallest sample
 * @param max the largest sample
 * @param std the sample standard deviation (n - 1), 0 for one sample
 */
public record Statistics(long count, double avg, double min, double max, double std) {
  /** Rejects a count below 1, because a silent sensor has no statistics. */
  public Statistics {
    if (count < 1) {
      throw new IllegalArgumentException("statistics of " + count + " samples");
    }
  }
}
