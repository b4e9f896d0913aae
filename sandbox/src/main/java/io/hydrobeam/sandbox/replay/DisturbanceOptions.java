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
          "The share of samples that are sent late, from 0 to 1: half of them by 2 to 8 s of "
              + "event time, half by 15 to 40 s, unless --lateBy is given. Samples close to the end "
              + "are never late. Default: ${DEFAULT-VALUE}.")
  private double late;

  @Option(
      names = "--lateBy",
      paramLabel = "SECONDS",
      description = "The delay of every late sample, in seconds of event time, above 0.")
  private Double lateBy;

  @Option(
      names = "--malformed",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of messages that are replaced by malformed ones, from 0 to 1. Malformed "
              + "messages are, in turn, not JSON, truncated, without a required field, of an "
              + "unknown sensor, of a sensor of another topic, or with a value that is not a "
              + "number. Default: ${DEFAULT-VALUE}.")
  private double malformed;

  @Option(
      names = "--shuffle",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Shuffles samples: each sample is delayed by up to this number of seconds of event "
              + "time. Default: ${DEFAULT-VALUE}.")
  private double shuffle;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The seed of noise, delays, malformed messages and shuffling. Equal seeds give "
              + "equal messages. Default: ${DEFAULT-VALUE}.")
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
