package io.hydrobeam.batch.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results of one detector over a number of cycles. */
final class Tally {
  private final List<Double> scores = new ArrayList<>();
  private final List<Integer> delays = new ArrayList<>();
  private int named;
  private int unnamed;

  /** Adds a cycle with its score and the seconds to the first alert, negative for no alert. */
  void add(double score, int delay) {
    scores.add(score);
    if (delay >= 0) {
      delays.add(delay);
    }
  }

  /** Adds a detected cycle: true if the detector named the right component. */
  void name(boolean rightly) {
    named += rightly ? 1 : 0;
    unnamed += rightly ? 0 : 1;
  }

  int cycles() {
    return scores.size();
  }

  int found() {
    return delays.size();
  }

  /** Returns the share of the cycles with an alert. */
  double share() {
    return scores.isEmpty() ? Double.NaN : (double) found() / cycles();
  }

  /** Returns the alerted cycles per hour. */
  double anHour() {
    return share() * 60;
  }

  /** Returns the median of the seconds to the first alert; NaN if there was no alert. */
  double delay() {
    int[] sorted = delays.stream().mapToInt(Integer::intValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /**
   * Returns the share of detected cycles with the right component; NaN if no component was named.
   */
  double namedShare() {
    return named + unnamed == 0 ? Double.NaN : (double) named / (named + unnamed);
  }

  /**
   * Returns the probability that one of these cycles scores higher than a quiet cycle. Ties count
   * half.
   */
  double auc(Tally quiet) {
    double[] normal = quiet.scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double sum = 0;
    for (double score : scores) {
      int below = lower(normal, score);
      int upTo = lower(normal, Math.nextUp(score));
      sum += below + 0.5 * (upTo - below);
    }
    return sum / scores.size() / normal.length;
  }

  /** Returns the scores in ascending order. */
  double[] sortedScores() {
    return scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static int lower(double[] sorted, double value) {
    int place = Arrays.binarySearch(sorted, value);
    if (place < 0) {
      return -place - 1;
    }
    while (place > 0 && sorted[place - 1] == value) {
      place--;
    }
    return place;
  }
}
