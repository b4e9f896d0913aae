package io.hydrobeam.sandbox.simulator;

import java.util.Arrays;

/** How a sensor can go wrong, and what that does to the samples of a cycle. */
public enum SensorFault {
  /**
   * A peak of a tenth of a second (of one sample, if slower) at second 30, twice the value + 50.
   */
  SPIKE {
    @Override
    void apply(double[] samples, int hertz) {
      int from = 30 * hertz;
      for (int i = from; i < from + Math.max(1, hertz / 10); i++) {
        samples[i] = 2 * samples[i] + 50;
      }
    }
  },
  /** The value of second 20 is repeated until second 50. */
  STUCK {
    @Override
    void apply(double[] samples, int hertz) {
      Arrays.fill(samples, 20 * hertz, 50 * hertz, samples[20 * hertz]);
    }
  },
  /** Nothing is sent from second 20 to the end of second 29. */
  DROPOUT {
    @Override
    void apply(double[] samples, int hertz) {
      Arrays.fill(samples, 20 * hertz, 30 * hertz, Double.NaN);
    }
  };

  /** Falsifies the samples of one cycle. */
  abstract void apply(double[] samples, int hertz);
}
