package io.hydrobeam.sandbox.replay;

import java.util.OptionalDouble;

/**
 * Disturbances between the rig and the broker. The shares of late samples and of malformed messages
 * are from 0 to 1. The delay of late samples is in seconds; by default half of them are 2 to 8 s
 * late, half 15 to 40 s. The order is shuffled within a time span in seconds. The seed makes the
 * disturbances repeatable.
 */
public record Disturbances(
    double lateShare,
    OptionalDouble lateBySeconds,
    double malformedShare,
    double shuffleSeconds,
    long seed) {

  /** Rejects shares outside 0 to 1, a sum of shares above 1, and negative times. */
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

  /** Returns no disturbances. */
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
