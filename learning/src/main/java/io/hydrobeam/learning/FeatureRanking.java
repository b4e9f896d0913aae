package io.hydrobeam.learning;

import static java.util.Comparator.comparingDouble;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranking of single features by their F ratio in the analysis of variance: the variance between the
 * means of the classes over the variance within the classes (R. A. Fisher, "Statistical Methods for
 * Research Workers", 1925).
 */
final class FeatureRanking {
  private FeatureRanking() {}

  /** Returns the indices of the features with the greatest F ratios, best first. */
  static List<Integer> of(double[][] values, Classes classes, int count) {
    double[] ratios =
        IntStream.range(0, values[0].length)
            .mapToDouble(feature -> ratio(values, feature, classes))
            .toArray();
    return IntStream.range(0, ratios.length)
        .boxed()
        .sorted(comparingDouble((Integer feature) -> -ratios[feature]))
        .limit(count)
        .toList();
  }

  /**
   * Returns the F ratio of a feature; 0 for a constant feature, infinite for one that equals the
   * class.
   */
  static double ratio(double[][] values, int feature, Classes classes) {
    var sums = new double[classes.count()];
    var sizes = new int[classes.count()];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      sums[classes.of()[i]] += values[i][feature];
      sizes[classes.of()[i]]++;
      total += values[i][feature];
    }
    double mean = total / values.length;
    double between = 0;
    for (int c = 0; c < sums.length; c++) {
      double distance = sums[c] / sizes[c] - mean;
      between += sizes[c] * distance * distance;
    }
    double within = 0;
    for (int i = 0; i < values.length; i++) {
      int c = classes.of()[i];
      double distance = values[i][feature] - sums[c] / sizes[c];
      within += distance * distance;
    }
    if (between == 0) {
      return 0;
    }
    int groups = classes.count();
    return (between / (groups - 1)) / (within / (values.length - groups));
  }
}
