package io.hydrobeam.sandbox.cycle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Selection of cycles to play: all cycles, the first cycles up to a number, or a range of cycle
 * numbers with both ends included.
 */
public record CycleSelection(int first, int last, int limit) {
  /** Allowed values of the option, for error messages. */
  static final String TAKES =
      "all, N (the first N cycles, at least 1) or A-B (the cycles numbered A to B)";

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  /** Selects all cycles. */
  public static CycleSelection all() {
    return new CycleSelection(0, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Selects the first cycles, up to a number. */
  public static CycleSelection first(int count) {
    return new CycleSelection(0, Integer.MAX_VALUE, count);
  }

  /** Parses {@code all}, {@code N} or {@code A-B}. */
  public static CycleSelection parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (text.equals("all")) {
      return all();
    } else if (COUNT.matcher(text).matches() && Integer.parseInt(text) > 0) {
      return first(Integer.parseInt(text));
    } else if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = Integer.parseInt(range.group(2));
      if (from <= to) {
        return new CycleSelection(from, to, Integer.MAX_VALUE);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is given; it takes " + TAKES + ".");
  }

  /**
   * Returns true if a cycle of this number is selected after the given number of selected cycles.
   */
  public boolean takes(int number, int chosenBefore) {
    return chosenBefore < limit && number >= first && number <= last;
  }

  /** Returns true if the selection has neither a limit nor a range. */
  public boolean isAll() {
    return equals(all());
  }

  /**
   * Returns true if the selection includes the n-th cycle, counted from 1, or a later cycle of an
   * endless rig.
   */
  public boolean reaches(int nth) {
    return nth <= (last == Integer.MAX_VALUE ? limit : last + 1);
  }

  /**
   * Returns the number of selected cycles of an endless rig, which numbers its cycles 0, 1, 2...
   */
  public int countOfEndless() {
    return last == Integer.MAX_VALUE ? limit : last - first + 1;
  }
}
