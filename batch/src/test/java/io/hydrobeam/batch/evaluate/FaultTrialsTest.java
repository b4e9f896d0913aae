package io.hydrobeam.batch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.Learning;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sensor faults put into cycles of noise about 100, at one value a second. */
class FaultTrialsTest {
  private static final RigConfig AS_BUILT = RigConfig.standard();
  private static final Map<Sensor, Double> RATES = rates();
  private static final RigConfig RIG = AS_BUILT.at(RATES);
  private static final Statistics MANY = new Statistics(100, 100, 98, 103, 1);

  private static Map<Sensor, Double> rates() {
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    Sensor.all().forEach(sensor -> rates.put(sensor, 1.0));
    return rates;
  }

  private static List<FeatureVector> cycle(int number) {
    var random = new Random(number);
    var rows = new ArrayList<FeatureVector>();
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
      for (Sensor sensor : Sensor.all()) {
        double value = 100 + 0.1 * random.nextGaussian();
        sensors.put(sensor, new Statistics(1, value, value, value, 0));
      }
      long start = (number * 60L + second) * 1_000;
      rows.add(
          Features.of(new RigSnapshot("rig-1", number, start, start + 1_000, 0, sensors), RIG));
    }
    return rows;
  }

  private static Baseline baseline() {
    var cycles = new ArrayList<CycleTrace>();
    for (int number = 1; number <= 8; number++) {
      cycles.add(CycleTrace.of(cycle(number)));
    }
    return Learning.learn("test", cycles, RATES, null);
  }

  private static Statistics sent(FaultEffect fault, Statistics seen, int second, double hertz) {
    return fault.of(seen, MANY, second, hertz).orElseThrow();
  }

  @Test
  void peakOfATenthOfASecondLiftsTheMeanByATenthOfItself() {
    Statistics spike = sent(FaultEffect.SPIKE, MANY, 0, 100);
    assertThat(spike.avg()).isCloseTo(115, within(1e-9));
    assertThat(spike.max()).isEqualTo(250);
    assertThat(spike.min()).isEqualTo(98);
    assertThat(spike.std()).isGreaterThan(40);
    var one = new Statistics(1, 100, 100, 100, 0);
    assertThat(sent(FaultEffect.SPIKE, one, 0, 100).avg()).isCloseTo(115, within(1e-9));
    assertThat(sent(FaultEffect.SPIKE, one, 0, 1)).isEqualTo(new Statistics(1, 250, 250, 250, 0));
  }

  @Test
  void stuckSensorRepeatsItselfAndADriftingOneCreepsAway() {
    var later = new Statistics(100, 120, 118, 123, 2);
    assertThat(sent(FaultEffect.STUCK, later, 4, 100))
        .isEqualTo(new Statistics(100, 100, 100, 100, 0));
    assertThat(sent(FaultEffect.DRIFT, MANY, 0, 1).avg()).isCloseTo(102, within(1e-9));
    assertThat(sent(FaultEffect.DRIFT, MANY, 2, 1).max()).isCloseTo(1.06 * 103, within(1e-9));
    assertThat(sent(FaultEffect.DRIFT, MANY, 0, 100).avg()).isCloseTo(102.99, within(1e-9));
  }

  @Test
  void fadingSensorSendsLessAndLessAndASilentOneNothing() {
    assertThat(sent(FaultEffect.FADE, MANY, 14, 100).count()).isEqualTo(30);
    assertThat(sent(FaultEffect.FADE, MANY, 15, 100).count()).isEqualTo(5);
    assertThat(FaultEffect.DROPOUT.of(MANY, MANY, 0, 100)).isEmpty();
  }

  @Test
  void onlyTheFaultySensorChangesAndOnlyWhileTheFaultLasts() {
    List<FeatureVector> healthy = cycle(9);
    var rows = new FaultySensor(FaultEffect.DROPOUT, Sensor.PS1, 20, 100).in(healthy, RIG);
    assertThat(rows).hasSize(60);
    assertThat(rows.subList(0, 20)).isEqualTo(healthy.subList(0, 20));
    assertThat(rows.subList(30, 60)).isEqualTo(healthy.subList(30, 60));
    for (FeatureVector row : rows.subList(20, 30)) {
      assertThat(row.complete()).isFalse();
      assertThat(row.snapshot().sensors()).hasSize(16).doesNotContainKey(Sensor.PS1);
    }
    assertThat(new FaultySensor(FaultEffect.STUCK, Sensor.PS1, 50, 100).in(healthy, RIG))
        .hasSize(60);
  }

  @Test
  void alertsOfFaultySensorsAreTimedFromTheStartOfTheFault() {
    var trials = new FaultTrials(AS_BUILT, RATES);
    Baseline baseline = baseline();
    trials.add(cycle(9), baseline);
    trials.add(cycle(10), baseline);
    var tallies = trials.tallies();
    // a sensor with one value a second has none to lose
    assertThat(tallies)
        .containsOnlyKeys(
            FaultEffect.SPIKE, FaultEffect.STUCK, FaultEffect.DROPOUT, FaultEffect.DRIFT);
    tallies.values().forEach(sensors -> assertThat(sensors).hasSize(17));
    FaultTally dropout = FaultTally.sum(tallies.get(FaultEffect.DROPOUT).values());
    assertThat(dropout.faults()).isEqualTo(34);
    assertThat(dropout.soon()).isEqualTo(1);
    // silence is alerted once it lasts for three seconds
    assertThat(dropout.delay()).isEqualTo(3);
    FaultTally spike = FaultTally.sum(tallies.get(FaultEffect.SPIKE).values());
    assertThat(spike.soon()).isEqualTo(1);
    assertThat(spike.delay()).isEqualTo(1);
  }

  @Test
  void faultWithoutEffectForThreeSecondsHasNoTrace() {
    var tally = new FaultTally();
    tally.add(-1, false);
    tally.add(2, true);
    tally.add(3, true);
    tally.add(4, true);
    assertThat(tally.soon()).isEqualTo(0.5);
    assertThat(tally.ever()).isEqualTo(0.75);
    assertThat(tally.unseen()).isEqualTo(0.25);
    assertThat(tally.delay()).isEqualTo(3);
    assertThat(FaultTally.sum(List.of(tally, tally)).faults()).isEqualTo(8);
    assertThat(new FaultTally().delay()).isNaN();
  }
}
