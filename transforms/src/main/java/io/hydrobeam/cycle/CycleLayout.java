package io.hydrobeam.cycle;

import java.io.Serializable;
import java.util.Locale;

/**
 * Length of a load cycle and its division into phases.
 *
 * @param lengthMillis the length of a cycle, in milliseconds, at least {@code phases}
 * @param phases the number of phases of equal length, at least one
 */
public record CycleLayout(long lengthMillis, int phases) implements Serializable {
  /** Rejects phases shorter than one millisecond. */
  public CycleLayout {
    if (phases < 1 || lengthMillis < phases) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cycle of %d ms in %d phases", lengthMillis, phases));
    }
  }

  /**
   * Returns the phase, from 0, of a window at this distance from the start of its cycle. A window
   * past the end belongs to the last phase, as in a cycle that does not begin at a window border.
   */
  public int phaseOf(long millisSinceStart) {
    return (int) Math.min(phases - 1, millisSinceStart * phases / lengthMillis);
  }
}
