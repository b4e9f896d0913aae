package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Learnability of one label.
 *
 * @param label the label
 * @param classes values of the label
 * @param figures results of each classifier
 * @param telling names of the most informative features, best first
 */
record LabelCheck(Label label, Classes classes, List<Figures> figures, List<String> telling) {
  private static final int TELLING = 3;

  /**
   * Results of a classifier.
   *
   * @param random result with cycles assigned separately: optimistic, since neighbours share
   *     conditions
   * @param blocked result with neighbouring cycles assigned together: the realistic figure
   * @param shuffled result with shuffled labels, in blocks: the level of chance
   */
  record Figures(String classifier, Confusion random, Confusion blocked, Confusion shuffled) {}

  /** Checks a label. */
  static LabelCheck of(
      Label label, Examples examples, List<Classifier> classifiers, int folds, long seed) {
    Classes classes = Classes.of(examples.labels().get(label));
    Classes shuffled = shuffle(classes, seed);
    int[] random = Folds.random(examples.size(), folds, seed);
    int[] blocked = Folds.blocked(examples.blocks(), folds, seed);
    double[][] values = examples.values();
    List<Figures> figures =
        classifiers.stream()
            .map(
                classifier ->
                    new Figures(
                        classifier.name(),
                        Confusion.of(classifier, values, classes, random),
                        Confusion.of(classifier, values, classes, blocked),
                        Confusion.of(classifier, values, shuffled, blocked)))
            .toList();
    List<String> telling =
        FeatureRanking.of(values, classes, TELLING).stream().map(examples.features()::get).toList();
    return new LabelCheck(label, classes, figures, telling);
  }

  /** Returns the accuracy of the best classifier in blocks. */
  double best() {
    return figures.stream().mapToDouble(f -> f.blocked().accuracy()).max().orElseThrow();
  }

  private static Classes shuffle(Classes classes, long seed) {
    var order = new ArrayList<Integer>();
    for (int c : classes.of()) {
      order.add(c);
    }
    Collections.shuffle(order, new Random(seed));
    return new Classes(classes.values(), order.stream().mapToInt(Integer::intValue).toArray());
  }
}
