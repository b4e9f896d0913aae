package io.hydrobeam.sandbox.replay;

import java.util.SplittableRandom;

/**
 * Decides for each sample between sending, holding back and malforming. The decisions depend only
 * on the seed and the order of the samples.
 */
final class MessageFate {
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final Disturbances disturbances;
  private final SplittableRandom random;
  private final long endMicros;

  /** Creates decisions for samples up to an end of the replay, in µs after the first sample. */
  MessageFate(Disturbances disturbances, long endMicros) {
    this.disturbances = disturbances;
    this.random = new SplittableRandom(disturbances.seed());
    this.endMicros = endMicros;
  }

  /**
   * Decision about one sample: the time to hold the sample back in µs, and the flags late and
   * malformed.
   */
  record Verdict(long heldMicros, boolean late, boolean malformed) {
    private static final Verdict UNDISTURBED = new Verdict(0, false, false);
  }

  /**
   * Returns the decision about the next sample, taken the given number of µs after the first
   * sample.
   */
  Verdict next(long micros) {
    double sum = disturbances.lateShare() + disturbances.malformedShare();
    if (sum == 0 && disturbances.shuffleSeconds() == 0) {
      return Verdict.UNDISTURBED;
    }
    double draw = random.nextDouble();
    double shuffled = disturbances.shuffleSeconds() * random.nextDouble();
    double lateBy = draw < disturbances.lateShare() ? lateBySeconds() : 0;
    // A late sample needs newer samples before it. Near the end no newer samples would follow.
    boolean late = lateBy > 0 && micros + lateBy * MICROS_PER_SECOND < endMicros;
    long held = (long) ((shuffled + (late ? lateBy : 0)) * MICROS_PER_SECOND);
    return new Verdict(held, late, draw >= disturbances.lateShare() && draw < sum);
  }

  private double lateBySeconds() {
    if (disturbances.lateBySeconds().isPresent()) {
      return disturbances.lateBySeconds().getAsDouble();
    }
    return random.nextBoolean() ? random.nextDouble(2, 8) : random.nextDouble(15, 40);
  }
}
