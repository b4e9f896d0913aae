package io.hydrobeam.sandbox.replay;

import java.util.SplittableRandom;

/**
 * Decides what becomes of each sample: sent as it is, held back, or malformed. The decisions follow
 * from the seed and the order of the samples alone.
 */
final class Fate {
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final Disturbances disturbances;
  private final SplittableRandom random;
  private final long endMicros;

  /** Fates for samples up to this end of the play, µs after its first sample. */
  Fate(Disturbances disturbances, long endMicros) {
    this.disturbances = disturbances;
    this.random = new SplittableRandom(disturbances.seed());
    this.endMicros = endMicros;
  }

  /** What becomes of one sample: how long it is held back, and whether it is late or malformed. */
  record Verdict(long heldMicros, boolean late, boolean malformed) {
    private static final Verdict UNDISTURBED = new Verdict(0, false, false);
  }

  /** The verdict on the next sample, taken so many µs after the first. */
  Verdict next(long micros) {
    double sum = disturbances.lateShare() + disturbances.malformedShare();
    if (sum == 0 && disturbances.shuffleSeconds() == 0) {
      return Verdict.UNDISTURBED;
    }
    double draw = random.nextDouble();
    double shuffled = disturbances.shuffleSeconds() * random.nextDouble();
    double lateBy = draw < disturbances.lateShare() ? lateBySeconds() : 0;
    // Late means that newer samples are there first: near the end none would come any more.
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
