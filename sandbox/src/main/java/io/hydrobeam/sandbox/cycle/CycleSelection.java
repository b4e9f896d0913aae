package io.hydrobeam.sandbox.cycle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which cycles to play: all, the first so many, or those whose numbers lie in a range, both ends
 * included.
 */
public record CycleSelection(int first, int last, int limit) {
  /** What the option takes, for messages. */
  static final String TAKES =
      "all, N (the first N cycles, at least 1) or A-B (the cycles numbered A to B)";

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  /** Every cycle. */
  public static CycleSelection all() {
    return new CycleSelection(0, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** The first so many cycles. */
  public static CycleSelection first(int count) {
    return new CycleSelection(0, Integer.MAX_VALUE, count);
  }

  /** Reads {@code all}, {@code N} or {@code A-B}. */
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

  /** Whether a cycle of this number is played when so many have been chosen before it. */
  public boolean takes(int number, int chosenBefore) {
    return chosenBefore < limit && number >= first && number <= last;
  }

  /** Whether it is bounded by neither count nor numbers. */
  public boolean isAll() {
    return equals(all());
  }

  /** Whether it takes the n-th cycle, counted from 1, or a later one, of a rig without end. */
  public boolean reaches(int nth) {
    return nth <= (last == Integer.MAX_VALUE ? limit : last + 1);
  }

  /** How many cycles it takes of a rig that numbers them 0, 1, 2... without end. */
  public int countOfEndless() {
    return last == Integer.MAX_VALUE ? limit : last - first + 1;
  }
}
