package io.hydrobeam.cycle;

import java.io.Serializable;
import java.util.Locale;

/**
 * How a load cycle is cut.
 *
 * @param lengthMillis how long a cycle lasts, in milliseconds, above 0
 * @param phases into how many phases of the same length it is cut, at least one
 */
public record CycleLayout(long lengthMillis, int phases) implements Serializable {
  /** Checks that a phase is not shorter than a millisecond. */
  public CycleLayout {
    if (phases < 1 || lengthMillis < phases) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cycle of %d ms in %d phases", lengthMillis, phases));
    }
  }

  /**
   * The phase, from 0, of what begins so many milliseconds after the cycle. What lies past the end,
   * as the rest of a cycle that does not begin with a window, belongs to the last.
   */
  public int phaseOf(long millisSinceStart) {
    return (int) Math.min(phases - 1, millisSinceStart * phases / lengthMillis);
  }
}
