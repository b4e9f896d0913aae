package io.hydrobeam.learning;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Confusion matrix.
 *
 * @param counts number of examples by true class, then by predicted class
 */
record Confusion(int[][] counts) {
  /** Returns the share of correctly classified examples, 0 to 1. */
  double accuracy() {
    int right = 0;
    int all = 0;
    for (int c = 0; c < counts.length; c++) {
      right += counts[c][c];
      for (int count : counts[c]) {
        all += count;
      }
    }
    return (double) right / all;
  }

  /** Returns the harmonic mean of precision and recall of a class, 0 to 1; 0 if never predicted. */
  double f1(int c) {
    int predicted = 0;
    int present = 0;
    for (int other = 0; other < counts.length; other++) {
      predicted += counts[other][c];
      present += counts[c][other];
    }
    return predicted + present == 0 ? 0 : 2.0 * counts[c][c] / (predicted + present);
  }

  /**
   * Cross-validates a classifier: trains on all parts but one and predicts the remaining part, for
   * each part.
   */
  static Confusion of(Classifier classifier, double[][] values, Classes classes, int[] parts) {
    var counts = new int[classes.count()][classes.count()];
    int folds = Arrays.stream(parts).max().orElseThrow() + 1;
    for (int fold = 0; fold < folds; fold++) {
      int part = fold;
      int[] others = IntStream.range(0, parts.length).filter(i -> parts[i] != part).toArray();
      double[][] known = Arrays.stream(others).mapToObj(i -> values[i]).toArray(double[][]::new);
      int[] knownClasses = Arrays.stream(others).map(i -> classes.of()[i]).toArray();
      Classifier.Model model = classifier.train(known, knownClasses, classes.count());
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] == part) {
          counts[classes.of()[i]][model.predict(values[i])]++;
        }
      }
    }
    return new Confusion(counts);
  }
}
