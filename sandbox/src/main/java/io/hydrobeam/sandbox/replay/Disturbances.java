package io.hydrobeam.sandbox.replay;

import java.util.OptionalDouble;

/**
 * What goes wrong on the way from the rig to the broker, on request: the share of samples that are
 * sent late, by how many seconds (empty: half of them 2 to 8 s, half 15 to 40 s), the share that is
 * replaced by malformed messages, and the seconds within which the order is shuffled. The seed
 * makes it repeatable.
 */
public record Disturbances(
    double lateShare,
    OptionalDouble lateBySeconds,
    double malformedShare,
    double shuffleSeconds,
    long seed) {

  /** Refuses shares outside 0 to 1, two of which exceed 1, and negative times. */
  public Disturbances {
    check(isShare(lateShare), "--late", lateShare, "a share, 0 to 1");
    check(isShare(malformedShare), "--malformed", malformedShare, "a share, 0 to 1");
    check(
        lateShare + malformedShare <= 1,
        "--malformed",
        malformedShare,
        "at most what --late leaves over");
    check(isTime(shuffleSeconds), "--shuffle", shuffleSeconds, "seconds, 0 or more");
    double lateBy = lateBySeconds.orElse(1);
    check(isTime(lateBy) && lateBy > 0, "--lateBy", lateBy, "seconds, more than 0");
  }

  /** Nothing goes wrong. */
  public static Disturbances none() {
    return new Disturbances(0, OptionalDouble.empty(), 0, 0, 0);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static boolean isTime(double seconds) {
    return seconds >= 0 && seconds <= 86_400;
  }

  private static void check(boolean right, String option, double given, String takes) {
    if (!right) {
      throw new IllegalArgumentException(
          option + "=" + given + " is not allowed: it takes " + takes + ".");
    }
  }
}
