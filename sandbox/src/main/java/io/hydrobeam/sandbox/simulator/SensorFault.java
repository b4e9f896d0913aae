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
  },
  /**
   * From second 20 on 30 % of the samples are sent, from second 35 to the end of second 49 only 5
   * %; one a second at least.
   */
  FADE {
    @Override
    void apply(double[] samples, int hertz) {
      for (int i = 20 * hertz; i < 50 * hertz; i++) {
        double share = i < 35 * hertz ? 0.3 : 0.05;
        if (i % hertz >= Math.max(1, share * hertz)) {
          samples[i] = Double.NaN;
        }
      }
    }
  },
  /** From second 20 on the value creeps away, by 2 % more each second, until second 50. */
  DRIFT {
    @Override
    void apply(double[] samples, int hertz) {
      for (int i = 20 * hertz; i < 50 * hertz; i++) {
        samples[i] *= 1 + 0.02 * ((double) i / hertz - 19);
      }
    }
  };

  /** Falsifies the samples of one cycle. */
  abstract void apply(double[] samples, int hertz);
}
