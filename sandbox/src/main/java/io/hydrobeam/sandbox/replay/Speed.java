package io.hydrobeam.sandbox.replay;

/** Speed of sending as a multiple of real time; infinity stands for the maximum speed. */
public record Speed(double factor) {
  public static final Speed REAL_TIME = new Speed(1);

  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  /** Parses {@code max} or a number. */
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
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is given; it takes 1 (real time), any number above 0 (so many times faster) or"
            + " max.");
  }

  /** Returns true for the maximum speed, without any waiting. */
  public boolean isMax() {
    return Double.isInfinite(factor);
  }
}
