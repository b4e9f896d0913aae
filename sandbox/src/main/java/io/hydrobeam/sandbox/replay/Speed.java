package io.hydrobeam.sandbox.replay;

/** How many times faster than real time samples are sent; infinity is as fast as possible. */
public record Speed(double factor) {
  /** Real time. */
  public static final Speed REAL_TIME = new Speed(1);

  /** As fast as possible. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  /** Reads {@code max} or a number. */
  public static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    try {
      double factor = Double.parseDouble(text);
      if (factor > 0 && Double.isFinite(factor)) {
        return new Speed(factor);
      }
    } catch (NumberFormatException e) {
      // Told below, as for numbers out of range.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is given; it takes 1 (real time), any number above 0 (so many times faster) or"
            + " max.");
  }

  /** Whether nothing is waited for. */
  public boolean isMax() {
    return Double.isInfinite(factor);
  }
}
