package io.hydrobeam.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Moments;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.CombineFnTester;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

class MergeMomentsTest {
  private final MergeMoments merge = new MergeMoments();

  private static Matcher<Optional<Moments>> near(Moments expected) {
    return new CustomTypeSafeMatcher<>("about " + expected) {
      @Override
      protected boolean matchesSafely(Optional<Moments> actual) {
        return actual.isPresent()
            && actual.get().count() == expected.count()
            && actual.get().min() == expected.min()
            && actual.get().max() == expected.max()
            && Math.abs(actual.get().mean() - expected.mean()) < 1e-12
            && Math.abs(actual.get().m2() - expected.m2()) < 1e-12;
      }
    };
  }

  @Test
  void samplesMergeToTheSameHoweverTheyAreGrouped() {
    CombineFnTester.testCombineFn(
        merge,
        List.of(Moments.of(2), Moments.of(4), Moments.of(4), Moments.of(4), Moments.of(5)),
        near(new Moments(5, 3.8, 4.8, 2, 5)));
  }

  @Test
  void partsOfDifferentSizeMergeToTheWhole() {
    CombineFnTester.testCombineFn(
        merge,
        List.of(new Moments(3, 2, 2, 1, 3), Moments.of(10), new Moments(2, 0, 2, -1, 1)),
        near(new Moments(6, 16.0 / 6, 114 - 256.0 / 6 + 2, -1, 10)));
  }

  @Test
  void ofNoPartsThereAreNoMoments() {
    CombineFnTester.testCombineFn(merge, List.of(), Optional.empty());
  }

  @Test
  void emptyAccumulatorsSurviveTheirCoder() throws Exception {
    var coder = merge.getAccumulatorCoder(CoderRegistry.createDefault(), null);
    coder.verifyDeterministic();
    CoderProperties.coderDecodeEncodeEqual(coder, Optional.empty());
    CoderProperties.coderDecodeEncodeEqual(coder, Optional.of(Moments.of(1)));
  }

  @Test
  void emptyAccumulatorsAreMergedAway() {
    assertThat(
            merge.mergeAccumulators(
                List.of(Optional.empty(), Optional.of(Moments.of(1)), Optional.empty())))
        .contains(Moments.of(1));
  }
}
