package io.hydrobeam.sandbox.simulator;

import java.util.Arrays;

/** Faults of a sensor, with their effect on the samples of a cycle. */
public enum SensorFault {
  /**
   * A spike to twice the value + 50 at second 30, for a tenth of a second, or for one sample of a
   * slower sensor.
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
  /** The sensor sends nothing from second 20 to the end of second 29. */
  DROPOUT {
    @Override
    void apply(double[] samples, int hertz) {
      Arrays.fill(samples, 20 * hertz, 30 * hertz, Double.NaN);
    }
  },
  /**
   * The sensor sends 30 % of its samples from second 20 on. From second 35 to the end of second 49
   * the share is 5 %. At least one sample per second is sent.
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
  /** The value drifts away from second 20 to second 50, by 2 % more each second. */
  DRIFT {
    @Override
    void apply(double[] samples, int hertz) {
      for (int i = 20 * hertz; i < 50 * hertz; i++) {
        samples[i] *= 1 + 0.02 * ((double) i / hertz - 19);
      }
    }
  };

  /** Applies the fault to the samples of one cycle. */
  abstract void apply(double[] samples, int hertz);
}
