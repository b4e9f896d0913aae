package io.hydrobeam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static Moments sum(double... values) {
    var builder = new MomentsBuilder();
    Arrays.stream(values).forEach(builder::add);
    return builder.build();
  }

  private static double[] noise(long seed, int count, double level, double deviation) {
    return new Random(seed)
        .doubles(count)
        .map(uniform -> level + deviation * (uniform - 0.5))
        .toArray();
  }

  /** The sample standard deviation in arithmetic of 40 digits. */
  private static double exactStd(double[] values) {
    var precision = new MathContext(40);
    var n = BigDecimal.valueOf(values.length);
    BigDecimal mean =
        Arrays.stream(values)
            .mapToObj(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(n, precision);
    return Arrays.stream(values)
        .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(n.subtract(BigDecimal.ONE), precision)
        .sqrt(precision)
        .doubleValue();
  }

  private static void areAlike(Moments actual, Moments expected, double relative) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.min()).isEqualTo(expected.min());
    assertThat(actual.max()).isEqualTo(expected.max());
    assertThat(actual.mean())
        .isCloseTo(expected.mean(), offset(relative * Math.abs(expected.mean())));
    assertThat(actual.m2()).isCloseTo(expected.m2(), offset(relative * expected.m2()));
  }

  @Test
  void statisticsAreThoseOfASample() {
    assertThat(sum(2, 4, 4, 4, 5, 5, 7, 9).statistics())
        .isEqualTo(new Statistics(8, 5, 2, 9, Math.sqrt(32.0 / 7)));
  }

  @Test
  void oneSampleHasNoDeviation() {
    assertThat(sum(-7.25).statistics()).isEqualTo(new Statistics(1, -7.25, -7.25, -7.25, 0.0));
    assertThat(Moments.of(-7.25)).isEqualTo(sum(-7.25));
  }

  @Test
  void equalSamplesHaveNoDeviation() {
    assertThat(sum(0.1, 0.1, 0.1).statistics()).isEqualTo(new Statistics(3, 0.1, 0.1, 0.1, 0.0));
  }

  @Test
  void negativeSamplesKeepTheirSigns() {
    assertThat(sum(-3, -1).statistics()).isEqualTo(new Statistics(2, -2, -3, -1, Math.sqrt(2)));
  }

  @Test
  void noSamplesHaveNoMoments() {
    assertThatThrownBy(() -> new MomentsBuilder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("moments of 0 samples");
    assertThatThrownBy(() -> new Statistics(0, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void smallNoiseOnALargeOffsetIsMeasuredWhereTheNaiveFormulaFails() {
    double[] values = noise(1, 10_000, 1e9, 0.1);
    double exact = exactStd(values);

    double sum = Arrays.stream(values).sum();
    double squares = Arrays.stream(values).map(v -> v * v).sum();
    double naive = (squares - sum * sum / values.length) / (values.length - 1);
    assertThat(Math.abs(naive - exact * exact)).isGreaterThan(0.5 * exact * exact);

    assertThat(sum(values).statistics().std()).isCloseTo(exact, offset(exact * 1e-5));
    Moments merged =
        Arrays.stream(values).mapToObj(Moments::of).reduce(Moments::merge).orElseThrow();
    assertThat(merged.statistics().std()).isCloseTo(exact, offset(exact * 1e-5));
  }

  @Test
  void deviationOfAPressureIsExactToTwelveDigits() {
    double[] values = noise(2, 100_000, 151, 20);
    double exact = exactStd(values);
    assertThat(sum(values).statistics().std()).isCloseTo(exact, offset(exact * 1e-12));
  }

  @Test
  void anySplitMergedInAnyOrderGivesTheSame() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      double[] values = noise(seed, 1 + random.nextInt(500), random.nextInt(400), 30);
      assertSplits(values, random);
    }
  }

  private static void assertSplits(double[] values, Random random) {
    List<Moments> parts = new ArrayList<>();
    for (int from = 0; from < values.length; ) {
      int to = Math.min(values.length, from + 1 + random.nextInt(100));
      parts.add(sum(Arrays.copyOfRange(values, from, to)));
      from = to;
    }
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      parts.add(parts.remove(0).merge(parts.remove(0)));
    }
    areAlike(parts.get(0), sum(values), 1e-12);
  }

  @Test
  void mergingIsTheSameFromEitherSide() {
    Moments few = sum(1, 2);
    Moments many = sum(noise(3, 1_000, 300, 1));
    areAlike(few.merge(many), many.merge(few), 1e-13);
  }
}
