package io.hydrobeam.batch.evaluate;

import io.hydrobeam.model.Statistics;
import java.util.Locale;
import java.util.Optional;

/**
 * Sensor faults and their effect on the statistics of a window: the same faults as in the simulated
 * rig. Only the statistics of a window are known. A spike is therefore placed on top of the mean of
 * the window. A stuck sensor repeats the mean of its first faulty second.
 */
enum FaultEffect {
  /**
   * A spike to twice the value + 50, for a tenth of a second, or for one sample if a sample lasts
   * longer.
   */
  SPIKE(1) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      double share = Math.max(1, Math.floor(hertz / 10)) / hertz;
      double peak = 2 * seen.avg() + 50;
      double rise = peak - seen.avg();
      if (seen.count() == 1) {
        double average = seen.avg() + share * rise;
        return Optional.of(new Statistics(1, average, average, average, 0));
      }
      double variance = seen.std() * seen.std() + share * (1 - share) * rise * rise;
      return Optional.of(
          new Statistics(
              seen.count(),
              seen.avg() + share * rise,
              seen.min(),
              Math.max(seen.max(), peak),
              Math.sqrt(variance)));
    }
  },
  /** The sensor repeats its first value. */
  STUCK(30) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      return Optional.of(new Statistics(seen.count(), first.avg(), first.avg(), first.avg(), 0));
    }
  },
  /** The sensor sends nothing. */
  DROPOUT(10) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      return Optional.empty();
    }
  },
  /**
   * The sensor sends 30 % of its samples for 15 s, then 5 %, but at least one sample per second.
   */
  FADE(30) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      double share = second < 15 ? 0.3 : 0.05;
      long sent = Math.max(1, (long) Math.ceil(share * seen.count()));
      return Optional.of(new Statistics(sent, seen.avg(), seen.min(), seen.max(), seen.std()));
    }
  },
  /** The value drifts away, by 2 % more each second. */
  DRIFT(30) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      double times = 1 + 0.02 * (second + 1 + (hertz - 1) / (2 * hertz));
      return Optional.of(
          new Statistics(
              seen.count(),
              times * seen.avg(),
              times * seen.min(),
              times * seen.max(),
              times * seen.std()));
    }
  };

  private final int seconds;

  FaultEffect(int seconds) {
    this.seconds = seconds;
  }

  /** Returns the duration of the fault, in seconds. */
  int seconds() {
    return seconds;
  }

  /**
   * Returns the statistics of a second with this fault.
   *
   * @param seen the statistics of the second without the fault
   * @param first the statistics of the first second of the fault, without the fault
   * @param second the seconds since the start of the fault, from 0
   * @param hertz the sample rate of the sensor, in samples per second, even if the data have fewer
   *     samples
   * @return empty if the sensor sends nothing
   */
  abstract Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz);

  /** Returns the name of the fault in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
