package io.hydrobeam.model;

/**
 * The statistics of one sensor in one window, in the sensor's unit.
 *
 * @param count the number of samples, 1 or more
 * @param avg their mean
 * @param min the least
 * @param max the greatest
 * @param std the sample standard deviation (n - 1), 0 for one sample
 */
public record Statistics(long count, double avg, double min, double max, double std) {
  /** Checks that there is a sample: a silent sensor has no statistics at all. */
  public Statistics {
    if (count < 1) {
      throw new IllegalArgumentException("statistics of " + count + " samples");
    }
  }
}
