package io.hydrobeam.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrobeam.batch.dataset.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be learnt is, what cannot is not, and always in the same way. */
class ClassifiersTest {
  private static final int EXAMPLES = 300;
  private static final List<Classifier> CLASSIFIERS =
      List.of(new Forest(20, 1), new DiscriminantAnalysis(1e-3));

  /** Three classes; the second and the fifth of six features tell them apart together. */
  private static Examples examples() {
    var random = new Random(7);
    var values = new double[EXAMPLES][];
    var label = new int[EXAMPLES];
    var blocks = new ArrayList<String>();
    for (int i = 0; i < EXAMPLES; i++) {
      int c = i / 10 % 3;
      values[i] = random.doubles(6, 0, 1).toArray();
      values[i][1] += c == 1 ? 3 : 0;
      values[i][4] += c == 2 ? 3 : 0;
      label[i] = 10 * c;
      blocks.add("rig " + i / 10);
    }
    return new Examples(
        List.of("a", "b", "c", "d", "e", "f"), values, blocks, Map.of(Label.VALVE, label));
  }

  @Test
  void signalIsLearnedAndNoiseIsNot() {
    LabelCheck check = LabelCheck.of(Label.VALVE, examples(), CLASSIFIERS, 5, 1);
    for (LabelCheck.Figures figures : check.figures()) {
      assertThat(figures.random().accuracy()).isGreaterThan(0.98);
      assertThat(figures.blocked().accuracy()).isGreaterThan(0.98);
      assertThat(figures.shuffled().accuracy()).isBetween(0.2, 0.5);
    }
    assertThat(check.classes().values()).containsExactly(0, 10, 20);
    assertThat(check.telling().subList(0, 2)).containsExactlyInAnyOrder("b", "e");
    assertThat(check.best()).isGreaterThan(0.98);
  }

  @Test
  void sameSeedGivesTheSameFigures() {
    LabelCheck first = LabelCheck.of(Label.VALVE, examples(), CLASSIFIERS, 5, 1);
    LabelCheck second = LabelCheck.of(Label.VALVE, examples(), CLASSIFIERS, 5, 1);
    for (int i = 0; i < CLASSIFIERS.size(); i++) {
      assertThat(second.figures().get(i).shuffled().counts())
          .isDeepEqualTo(first.figures().get(i).shuffled().counts());
    }
  }

  @Test
  void moreFeaturesThanExamplesAndConstantOnesDoNoHarm() {
    var random = new Random(3);
    double[][] values =
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  double[] v = random.doubles(60).toArray();
                  v[0] = 5;
                  v[1] = i % 2 == 0 ? -4 : 4;
                  return v;
                })
            .toArray(double[][]::new);
    int[] classes = IntStream.range(0, 20).map(i -> i % 2).toArray();
    for (Classifier classifier : CLASSIFIERS) {
      Classifier.Model model = classifier.train(values, classes, 3);
      for (int i = 0; i < 20; i++) {
        assertThat(model.predict(values[i])).isEqualTo(classes[i]);
      }
    }
  }

  @Test
  void blocksAreNeverTornAndAllPartsAreUsed() {
    List<String> blocks = IntStream.range(0, 100).mapToObj(i -> "r " + i / 8).toList();
    int[] parts = Folds.blocked(blocks, 5, 1);
    for (int i = 1; i < parts.length; i++) {
      if (blocks.get(i).equals(blocks.get(i - 1))) {
        assertThat(parts[i]).isEqualTo(parts[i - 1]);
      }
    }
    assertThat(parts).contains(0, 1, 2, 3, 4);
    int[] random = Folds.random(100, 5, 1);
    for (int part = 0; part < 5; part++) {
      int wanted = part;
      assertThat(Arrays.stream(random).filter(p -> p == wanted).count()).isEqualTo(20);
    }
  }

  @Test
  void accuracyAndF1AreThoseOfTheTextbook() {
    var confusion = new Confusion(new int[][] {{8, 2}, {1, 9}});
    assertThat(confusion.accuracy()).isCloseTo(0.85, within(1e-12));
    assertThat(confusion.f1(0)).isCloseTo(16.0 / 19, within(1e-12));
    assertThat(confusion.f1(1)).isCloseTo(18.0 / 21, within(1e-12));
    assertThat(new Confusion(new int[][] {{3, 0}, {0, 0}}).f1(1)).isZero();
  }

  @Test
  void ratioIsThatOfTheAnalysisOfVariance() {
    double[][] values = {{1}, {2}, {3}, {5}, {6}, {7}};
    Classes classes = Classes.of(new int[] {3, 3, 3, 20, 20, 20});
    assertThat(FeatureRanking.ratio(values, 0, classes)).isCloseTo(24, within(1e-9));
  }
}
