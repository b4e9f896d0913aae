package io.hydrobeam.batch.evaluate;

import io.hydrobeam.model.Statistics;
import java.util.Locale;
import java.util.Optional;

/**
 * How a sensor goes wrong, and what that makes of its statistics in a window: the same faults as
 * those of the simulated rig. The statistics are all that is known of a window, so a peak is taken
 * to be on top of the window's mean, and a sensor to be stuck at the mean of its first faulty
 * second.
 */
enum SensorFault {
  /** A tenth of a second, or one sample if that lasts longer, at twice the value + 50. */
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
  /** The first value is repeated. */
  STUCK(30) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      return Optional.of(new Statistics(seen.count(), first.avg(), first.avg(), first.avg(), 0));
    }
  },
  /** Nothing is sent. */
  DROPOUT(10) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      return Optional.empty();
    }
  },
  /** For 15 s 30 % of the samples are sent, then 5 %; one a second at least. */
  FADE(30) {
    @Override
    Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz) {
      double share = second < 15 ? 0.3 : 0.05;
      long sent = Math.max(1, (long) Math.ceil(share * seen.count()));
      return Optional.of(new Statistics(sent, seen.avg(), seen.min(), seen.max(), seen.std()));
    }
  },
  /** The value creeps away, by 2 % more each second. */
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

  SensorFault(int seconds) {
    this.seconds = seconds;
  }

  /** For how many seconds it lasts. */
  int seconds() {
    return seconds;
  }

  /**
   * What a sensor with this fault sends in a second.
   *
   * @param seen what it would send if all were well
   * @param first the same for the first second of the fault
   * @param second since then, from 0 on
   * @param hertz samples a second that the sensor takes, however few of them are known
   * @return empty if it sends nothing
   */
  abstract Optional<Statistics> of(Statistics seen, Statistics first, int second, double hertz);

  /** The name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
