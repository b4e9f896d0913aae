package io.hydrobeam.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrobeam.model.CycleStatistics;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.CycleSummaryCoder;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;

/** The figures of a cycle are those of its samples, whatever windows they came in. */
class CyclesTest {
  private static final long START = 1_762_612_245_000L;
  private static final RigConfig RIG = RigConfig.standard();
  private static final CycleLayout LAYOUT = new CycleLayout(60_000, 10);

  private static double[] samples(Sensor sensor, long seed) {
    var random = new Random(seed + sensor.ordinal());
    return random.doubles(60L * sensor.hertz(), 100, 200).toArray();
  }

  /** The windows of a whole cycle of these samples. */
  private static List<RigSnapshot> windows(long start, int cycle, long seed) {
    var windows = new ArrayList<RigSnapshot>();
    for (int second = 0; second < 60; second++) {
      var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
      for (Sensor sensor : Sensor.all()) {
        double[] samples = samples(sensor, seed);
        int hertz = sensor.hertz();
        sensors.put(sensor, statistics(samples, second * hertz, (second + 1) * hertz));
      }
      long at = start + second * 1000L;
      windows.add(new RigSnapshot("rig-1", cycle, at, at + 1000, 0, sensors));
    }
    return windows;
  }

  private static Statistics statistics(double[] samples, int from, int to) {
    var moments = new MomentsBuilder();
    Arrays.stream(samples, from, to).forEach(moments::add);
    return moments.build().statistics();
  }

  private static RigSnapshot window(long second, double value, int revision, long count) {
    long at = START + second * 1000;
    return new RigSnapshot(
        "rig-1",
        7,
        at,
        at + 1000,
        revision,
        Map.of(Sensor.PS1, new Statistics(count, value, value, value, 0)));
  }

  @Test
  void statisticsOfACycleAreThoseOfItsSamples() {
    List<RigSnapshot> windows = windows(START, 3, 42);
    Collections.shuffle(windows, new Random(1));
    CycleSummary cycle = Cycles.of(windows, RIG, LAYOUT).get(0);
    assertThat(cycle.windows()).isEqualTo(60);
    assertThat(cycle.startMillis()).isEqualTo(START);
    assertThat(cycle.endMillis()).isEqualTo(START + 60_000);
    for (Sensor sensor : Sensor.all()) {
      double[] samples = samples(sensor, 42);
      CycleStatistics statistics = cycle.sensors().get(sensor);
      double mean = Arrays.stream(samples).average().orElseThrow();
      double squares = Arrays.stream(samples).map(v -> (v - mean) * (v - mean)).sum();
      Statistics whole = statistics.whole().statistics();
      assertThat(whole.count()).isEqualTo(samples.length);
      assertThat(whole.avg()).isCloseTo(mean, within(1e-9));
      assertThat(whole.std()).isCloseTo(Math.sqrt(squares / (samples.length - 1)), within(1e-9));
      assertThat(whole.min()).isEqualTo(Arrays.stream(samples).min().orElseThrow());
      assertThat(whole.max()).isEqualTo(Arrays.stream(samples).max().orElseThrow());
      int length = samples.length / 10;
      for (int phase = 0; phase < 10; phase++) {
        Statistics raw = statistics(samples, phase * length, (phase + 1) * length);
        assertThat(statistics.phases().get(phase).mean()).isCloseTo(raw.avg(), within(1e-9));
        assertThat(statistics.phases().get(phase).statistics().std())
            .isCloseTo(raw.std(), within(1e-9));
      }
    }
    assertThat(Cycles.faults(cycle, RIG, LAYOUT)).isEmpty();
  }

  @Test
  void slopeIsThatOfTheLineThroughTheWindows() {
    var windows = new ArrayList<RigSnapshot>();
    for (int second = 0; second < 60; second += 3) {
      windows.add(window(second, 150 + 0.25 * second, 0, 100));
    }
    CycleSummary cycle = Cycles.of(windows, RIG, LAYOUT).get(0);
    assertThat(cycle.sensors().get(Sensor.PS1).slope()).isCloseTo(0.25, within(1e-12));
    CycleSummary single = Cycles.of(List.of(window(0, 1, 0, 1)), RIG, LAYOUT).get(0);
    assertThat(single.sensors().get(Sensor.PS1).slope()).isNull();
    assertThat(single.sensors().get(Sensor.PS1).phases().get(1)).isNull();
  }

  @Test
  void ofSeveralVersionsOfAWindowTheFullestCountsThenTheLatest() {
    CycleSummary cycle =
        Cycles.of(
                List.of(window(0, 1, 2, 90), window(0, 2, 0, 100), window(0, 3, 1, 100)),
                RIG,
                LAYOUT)
            .get(0);
    assertThat(cycle.sensors().get(Sensor.PS1).whole().mean()).isEqualTo(3);
    assertThat(cycle.sensors().get(Sensor.PS1).whole().count()).isEqualTo(100);
  }

  @Test
  void ofACompleteAndADoubledVersionTheCompleteOneCounts() {
    RigSnapshot complete = windows(START, 3, 1).get(0);
    var doubled = new EnumMap<>(complete.sensors());
    doubled.replaceAll((s, d) -> new Statistics(2 * d.count(), d.avg(), d.min(), d.max(), d.std()));
    var version = new RigSnapshot("rig-1", 3, START, START + 1_000, 1, doubled);
    for (var windows : List.of(List.of(complete, version), List.of(version, complete))) {
      CycleSummary cycle = Cycles.of(windows, RIG, LAYOUT).get(0);
      assertThat(cycle.sensors().get(Sensor.PS1).whole().count()).isEqualTo(100);
    }
  }

  @Test
  void windowsFurtherApartThanACycleBelongToDifferentCycles() {
    var windows = new ArrayList<>(windows(START, 3, 1));
    windows.addAll(windows(START + 3_600_000, 3, 2));
    assertThat(Cycles.of(windows, RIG, LAYOUT))
        .extracting(CycleSummary::startMillis)
        .containsExactly(START, START + 3_600_000);
  }

  @Test
  void cycleThatBeginsWithinAWindowHasOneMoreAndIsWhole() {
    var windows = new ArrayList<RigSnapshot>();
    for (int second = 0; second <= 60; second++) {
      long samples = second == 0 ? 30 : second == 60 ? 70 : 100;
      windows.add(window(second, 1, 0, samples));
    }
    CycleSummary cycle = Cycles.of(windows, RIG, LAYOUT).get(0);
    assertThat(cycle.windows()).isEqualTo(61);
    assertThat(Cycles.faults(cycle, RIG, LAYOUT))
        .noneMatch(fault -> fault.endsWith(" PS1"))
        .contains("0 of 600 samples of FS1");
  }

  @Test
  void missingSecondsAreReported() {
    List<RigSnapshot> windows = windows(START, 3, 1).subList(2, 60);
    CycleSummary cycle = Cycles.of(windows, RIG, LAYOUT).get(0);
    assertThat(Cycles.faults(cycle, RIG, LAYOUT))
        .hasSize(18)
        .startsWith("58 of 60 s", "5800 of 6000 samples of PS1");
  }

  @Test
  void cycleSurvivesItsCoder() throws Exception {
    CycleSummary whole = Cycles.of(windows(START, 3, 1), RIG, LAYOUT).get(0);
    CycleSummary sparse = Cycles.of(List.of(window(0, 1, 0, 1)), RIG, LAYOUT).get(0);
    for (CycleSummary cycle : List.of(whole, sparse)) {
      CoderProperties.coderDecodeEncodeEqual(CycleSummaryCoder.of(), cycle);
      CoderProperties.coderDeterministic(CycleSummaryCoder.of(), cycle, cycle);
    }
  }

  @Test
  void phasesCutTheCycleEvenly() {
    assertThat(LAYOUT.phaseOf(0)).isZero();
    assertThat(LAYOUT.phaseOf(5_999)).isZero();
    assertThat(LAYOUT.phaseOf(6_000)).isEqualTo(1);
    assertThat(LAYOUT.phaseOf(59_000)).isEqualTo(9);
    assertThat(LAYOUT.phaseOf(60_000)).isEqualTo(9);
    assertThat(new CycleLayout(60_000, 7).phaseOf(59_999)).isEqualTo(6);
  }
}
