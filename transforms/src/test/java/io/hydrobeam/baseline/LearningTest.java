package io.hydrobeam.baseline;

import static io.hydrobeam.baseline.Rigs.cycles;
import static io.hydrobeam.baseline.Rigs.rates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.hydrobeam.baseline.BaselineFile.BaselineException;
import io.hydrobeam.baseline.Rigs.Fault;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningTest {
  private static final Baseline BASELINE = Rigs.baseline(8);

  @Test
  void meansAreThoseOfTheCycles() {
    var curve = BASELINE.normal().get(Sensor.TS1).level();
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      double sum = 0;
      for (CycleTrace cycle : cycles(0, 8, Fault.NONE)) {
        sum += cycle.level(Sensor.TS1, second);
      }
      assertThat(curve.mean(second)).isCloseTo(sum / 8, within(1e-9));
    }
  }

  @Test
  void deviationsOfManyCyclesComeNearTheTruth() {
    var curve = Rigs.baseline(60).normal().get(Sensor.TS1).level();
    double truth = Math.sqrt(0.3 * 0.3 + 0.2 * 0.2);
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      assertThat(curve.deviations()[second]).isBetween(0.6 * truth, 1.5 * truth);
    }
  }

  @Test
  void constantSensorHasAFloorInsteadOfNoDeviation() {
    var learned = new ArrayList<CycleTrace>();
    for (CycleTrace cycle : cycles(0, 8, Fault.NONE)) {
      for (int second = 0; second < CycleTrace.SECONDS; second++) {
        cycle.set(Sensor.CP, second, 2, 0);
      }
      learned.add(cycle);
    }
    var normal = Learning.learn("test", learned, rates(), null).normal().get(Sensor.CP);
    assertThat(Arrays.stream(normal.level().deviations()).min().orElseThrow()).isGreaterThan(0.012);
    assertThat(normal.longestRest()).isEqualTo(60);
  }

  @Test
  void stepThatOnceWasFarOffIsGivenRoomThereAndBesideIt() {
    var cycles = cycles(0, 8, Fault.NONE);
    var calm = History.learn(Map.of(Condition.of(100, 100, 0, 130), cycles(100, 50, Fault.NONE)));
    var others = new ArrayList<>(cycles(100, 50, Fault.NONE));
    others.set(7, Rigs.cycle(107, (s, second) -> s == Sensor.TS1 && second == 30 ? 20 : 0));
    var rare = History.learn(Map.of(Condition.of(100, 100, 0, 130), others));
    double[] usual = deviations(Learning.learn("test", cycles, rates(), calm));
    double[] wide = deviations(Learning.learn("test", cycles, rates(), rare));
    assertThat(wide[29]).isGreaterThan(3 * usual[29]);
    assertThat(wide[30]).isGreaterThan(3 * usual[30]);
    assertThat(wide[31]).isGreaterThan(3 * usual[31]);
    assertThat(wide[27]).isCloseTo(usual[27], withPercentage(0.01));
    assertThat(wide[34]).isCloseTo(usual[34], withPercentage(0.01));
    // without a history it may be so at any time
    cycles.set(3, Rigs.cycle(3, (s, second) -> s == Sensor.TS1 && second == 30 ? 20 : 0));
    double[] alone = deviations(Learning.learn("test", cycles, rates(), null));
    assertThat(Arrays.stream(alone).min().orElseThrow()).isGreaterThan(20 * 7 / 8.0 / 3 - 1);
  }

  private static double[] deviations(Baseline baseline) {
    return baseline.normal().get(Sensor.TS1).step().deviations();
  }

  @Test
  void orderOfTheCyclesDoesNotMatter() {
    var shuffled = new ArrayList<>(cycles(0, 8, Fault.NONE));
    Collections.reverse(shuffled);
    var other = Learning.learn("test", shuffled, rates(), null);
    assertThat(other.provenance()).isEqualTo(BASELINE.provenance());
    assertThat(other.relations().limit())
        .isCloseTo(BASELINE.relations().limit(), withPercentage(0.01));
  }

  @Test
  void axesAreOrthonormal() {
    double[][] axes = BASELINE.relations().axes();
    for (int i = 0; i < axes.length; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(Matrix.dot(axes[i], axes[j])).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void choleskySolvesWhatItFactored() {
    double[][] matrix = {{4, 2, 1}, {2, 5, 3}, {1, 3, 6}};
    double[] x = Matrix.solve(Matrix.cholesky(matrix), new double[] {1, 2, 3});
    for (int i = 0; i < 3; i++) {
      assertThat(Matrix.dot(matrix[i], x)).isCloseTo(i + 1, within(1e-12));
    }
  }

  @Test
  void limitsAreQuantilesOfChiSquared() {
    // the sum of four squared normal numbers passes 14.86 once in 200 times
    var random = new Random(5);
    var scores = new double[4_000];
    for (int i = 0; i < scores.length; i++) {
      for (int k = 0; k < 4; k++) {
        scores[i] += Math.pow(random.nextGaussian(), 2);
      }
    }
    assertThat(Limits.of(scores, 0.005)).isBetween(13.9, 16.5);
  }

  @Test
  void cyclesWithSecondsMissingAreLeftOut() {
    var some = new ArrayList<>(cycles(0, 8, Fault.NONE));
    var rows = Rigs.rows(9, Fault.NONE);
    some.add(CycleTrace.of(rows.subList(0, 50)));
    var baseline = Learning.learn("test", some, rates(), null);
    assertThat(baseline.provenance().cycles()).isEqualTo(8);
    assertThat(baseline.provenance().leftOut()).isEqualTo(1);
    assertThatThrownBy(() -> Learning.learn("test", some.subList(6, 9), rates(), null))
        .hasMessage(
            "2 of the 3 cycles chosen have all of their 60 seconds complete, but 4 are needed;"
                + " choose more cycles");
  }

  @Test
  void wearStepsAreLearnedBetweenConditionsOfOneComponent() {
    var history = History.learn(Rigs.labelled());
    assertThat(history.signatures)
        .extracting(s -> s.component() + " " + s.from() + " " + s.to())
        .containsExactly("COOLER 100 3", "PUMP 0 2");
    assertThat(Condition.of(3, 100, 0, 130).onlyWorse(Condition.of(100, 100, 0, 130))).isEmpty();
    assertThat(Condition.of(100, 100, 0, 130).onlyWorse(Condition.of(100, 100, 1, 130)))
        .contains(Component.PUMP);
    assertThat(Condition.of(100, 100, 0, 130).onlyWorse(Condition.of(3, 100, 1, 130))).isEmpty();
  }

  @Test
  void conditionsAreReadAndRefused() {
    assertThat(Condition.parse("cooler=100, valve=90"))
        .isEqualTo(Map.of(Component.COOLER, 100, Component.VALVE, 90));
    for (String wrong : new String[] {"", "cooler", "heater=1", "cooler=hot", "cooler=1;valve=2"}) {
      assertThatThrownBy(() -> Condition.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("it takes COMPONENT=LEVEL");
    }
  }

  @Test
  void baselineIsReadAsItWasWritten() throws Exception {
    var baseline =
        Learning.learn("test", cycles(0, 8, Fault.NONE), rates(), History.learn(Rigs.labelled()));
    String text = BaselineFile.write(baseline);
    Baseline read = BaselineFile.read("b.json", text);
    assertThat(BaselineFile.write(read)).isEqualTo(text);
    assertThat(read.provenance()).isEqualTo(baseline.provenance());
    assertThat(read.normal().get(Sensor.TS1).spread()).isNull();
    assertThat(read.normal().get(Sensor.PS1).spread()).isNotNull();
    assertThat(read.signatures()).hasSize(2);
  }

  @Test
  void fileBeginsWithItsVersionAndProvenance() {
    assertThat(BaselineFile.write(BASELINE))
        .startsWith(
            """
            {
              "version" : 1,
              "provenance" : {
                "source" : "test",
                "cycles" : 8,
                "first_cycle" : 0,
                "last_cycle" : 7,
                "from" : "2025-11-08T14:30:00Z",
                "to" : "2025-11-08T14:38:00Z",
                "left_out" : 0,
                "history_cycles" : 0,
                "history_conditions" : 0
              },
              "sensors" : {
                "PS1" : {
                  "unit" : "bar",
                  "samples_a_second" : 100.0,
                  "level_mean" : [""");
  }

  @Test
  void invalidBaselineIsRefusedWithRemedy() {
    String text = BaselineFile.write(BASELINE);
    assertProblem("", "the file is missing or of the wrong kind");
    assertProblem("{", "line 1 is not JSON");
    assertProblem(text.replace("\"version\" : 1", "\"version\" : 2"), "it is of version 2, not 1");
    assertProblem(text.replace("\"shape\"", "\"shade\""), "shape is missing");
    assertProblem(text.replace("\"FS2\"", "\"FS3\""), "FS2 is missing");
    assertProblem(
        text.replaceFirst("\"level_mean\" : \\[", "\"level_mean\" : [1,"),
        "a curve has 60 seconds");
  }

  private static void assertProblem(String text, String problem) {
    assertThatThrownBy(() -> BaselineFile.read("b.json", text))
        .isInstanceOf(BaselineException.class)
        .hasMessageStartingWith("b.json: ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith("; write the file anew with bin/hydrobeam baseline");
  }

  @Test
  void baselineOfOtherRatesDoesNotFit() {
    assertThat(BASELINE.misfits(RigConfig.standard())).isEmpty();
    var slow = rates();
    slow.put(Sensor.PS1, 50.0);
    assertThat(BASELINE.misfits(RigConfig.standard().at(slow)))
        .singleElement()
        .asString()
        .startsWith("PS1 has 100.0 samples a second in the baseline and 50.0 in");
  }
}
