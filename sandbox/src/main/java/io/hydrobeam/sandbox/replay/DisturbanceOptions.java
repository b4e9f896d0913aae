package io.hydrobeam.sandbox.replay;

import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Options of the disturbances between the rig and the broker. */
public final class DisturbanceOptions {
  @Option(
      names = "--late",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of the samples that are sent late, 0 to 1: half of them 2 to 8 s of event"
              + " time, half 15 to 40 s, unless --lateBy says otherwise. Samples so near the end"
              + " that none would come after them are left on time. Default: ${DEFAULT-VALUE}.")
  private double late;

  @Option(
      names = "--lateBy",
      paramLabel = "SECONDS",
      description = "How late every late sample is, in seconds of event time, above 0.")
  private Double lateBy;

  @Option(
      names = "--malformed",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of the messages that are replaced by malformed ones, 0 to 1: not JSON, cut"
              + " off, without a required field, of an unknown or another topic's sensor, or with a"
              + " value that is no number, in turn. Default: ${DEFAULT-VALUE}.")
  private double malformed;

  @Option(
      names = "--shuffle",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Shuffles the order: each sample is held back by up to so many seconds of event time."
              + " Default: ${DEFAULT-VALUE}.")
  private double shuffle;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Another whole number gives other noise and other samples late, malformed and shuffled;"
              + " the same gives the same. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Returns the disturbances. Rejects contradictory options. */
  public Disturbances disturbances() {
    if (lateBy != null && late == 0) {
      throw new IllegalArgumentException(
          "--lateBy says how late samples are; how many are is for --late=SHARE to say.");
    }
    OptionalDouble seconds = lateBy == null ? OptionalDouble.empty() : OptionalDouble.of(lateBy);
    return new Disturbances(late, seconds, malformed, shuffle, seed);
  }

  /** Returns the seed of all random decisions. */
  public long seed() {
    return seed;
  }
}
