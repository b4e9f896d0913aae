package io.hydrobeam.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RigSimulatorTest {
  private static Cycle cycle(int number, long seed, String... faults) {
    List<Fault> parsed = Arrays.stream(faults).map(Fault::parse).toList();
    CycleSelection only = CycleSelection.parse(number + "-" + number);
    try (RigSimulator simulator = new RigSimulator(only, parsed, seed)) {
      return simulator.next().orElseThrow();
    }
  }

  @Test
  void cycleHasEverySensorsSamplesAtItsRate() {
    Cycle cycle = cycle(0, 1);
    for (Sensor sensor : Sensor.all()) {
      assertThat(cycle.of(sensor)).as(sensor.name()).hasSize(60 * sensor.hertz());
    }
    assertThat(Arrays.stream(cycle.samples()).mapToInt(samples -> samples.length).sum())
        .isEqualTo(43_680);
  }

  @Test
  void seedAndTheNumberDetermineACycle() {
    assertThat(cycle(3, 1).samples()).isDeepEqualTo(cycle(3, 1).samples());
    assertThat(cycle(3, 1).samples()).isNotEqualTo(cycle(3, 2).samples());
    assertThat(cycle(3, 1).samples()).isNotEqualTo(cycle(4, 1).samples());
  }

  @ParameterizedTest
  @CsvSource({
    "PS1, 160.4", "PS2, 109.6", "PS3, 2.0", "PS4, 10.06", "PS5, 9.83", "PS6, 9.72", "EPS1, 2534",
    "FS1, 6.7", "FS2, 10.16", "TS1, 36.3", "TS2, 41.9", "TS3, 39.2", "TS4, 31.2", "VS1, 0.55",
    "CE, 47.6", "CP, 2.17", "SE, 59.4"
  })
  void healthyRigsLevelsAreThoseOfTheTestRig(Sensor sensor, double mean) {
    assertThat(mean(cycle(0, 1), sensor)).isCloseTo(mean, withinPercentage(4));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void healthyRigKeepsWellWithinTheUsualLimits(long seed) {
    Cycle cycle = cycle(5, seed);
    assertThat(Arrays.stream(cycle.of(Sensor.PS1)).max().getAsDouble()).isLessThan(200);
    for (int second = 0; second < 60; second++) {
      double[] window = Arrays.copyOfRange(cycle.of(Sensor.PS1), 100 * second, 100 * second + 100);
      double range =
          Arrays.stream(window).max().getAsDouble() - Arrays.stream(window).min().getAsDouble();
      assertThat(range).as("pressure range in second %d", second).isLessThan(50);
    }
    for (Sensor sensor : List.of(Sensor.TS1, Sensor.TS2, Sensor.TS3, Sensor.TS4)) {
      assertThat(Arrays.stream(cycle.of(sensor)).max().getAsDouble()).isLessThan(70);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cooler:20, TS1, 9, 10",
    "cooler:3, TS1, 18, 20",
    "cooler:3, CE, -28, -25",
    "cooler:3, VS1, 0.05, 0.2",
    "cooler:20, EPS1, -100, -50",
    "valve:90, SE, -1, -0.01",
    "valve:80, SE, -2, -0.1",
    "valve:73, PS1, 0.05, 0.5",
    "pump:1, FS1, -0.3, -0.1",
    "pump:2, FS1, -0.5, -0.2",
    "pump:2, SE, -5, -2",
    "pump:2, EPS1, 20, 60"
  })
  void wearMovesTheSensorsThatTellOfIt(String fault, Sensor sensor, double least, double most) {
    double change = mean(cycle(0, 1, fault), sensor) - mean(cycle(0, 1), sensor);
    assertThat(change).isBetween(least, most);
  }

  @Test
  void lowAccumulatorLetsThePressureRiseMoreQuickly() {
    double[] worn = cycle(0, 1, "accumulator:90").of(Sensor.PS1);
    double[] healthy = cycle(0, 1).of(Sensor.PS1);
    assertThat(worn[50]).isGreaterThan(healthy[50] + 2);
  }

  @Test
  void faultsBeginAtTheirCycleAndShowInTheLabels() {
    assertThat(cycle(1, 1, "cooler:20@3").labels()).isEqualTo("100\t100\t0\t130\t0");
    assertThat(cycle(2, 1, "cooler:20@3", "pump:1").labels()).isEqualTo("20\t100\t1\t130\t0");
    assertThat(cycle(1, 1, "dropout:FS1@3").of(Sensor.FS1)).doesNotContain(Double.NaN);
  }

  @Test
  void spikeExceedsTheLimitsOfPressureAndTemperature() {
    assertThat(Arrays.stream(cycle(0, 1, "spike:PS1").of(Sensor.PS1)).filter(v -> v > 300))
        .hasSize(10);
    assertThat(Arrays.stream(cycle(0, 1, "spike:TS1").of(Sensor.TS1)).filter(v -> v > 100))
        .hasSize(1);
  }

  @Test
  void stuckSensorRepeatsOneValueForThirtySeconds() {
    double[] samples = cycle(0, 1, "stuck:TS2").of(Sensor.TS2);
    assertThat(Arrays.stream(samples, 20, 50).distinct()).hasSize(1);
    assertThat(Arrays.stream(samples).distinct().count()).isGreaterThan(3);
  }

  @Test
  void dropoutSendsNothingForTenSeconds() {
    double[] samples = cycle(0, 1, "dropout:FS1").of(Sensor.FS1);
    for (int i = 0; i < samples.length; i++) {
      assertThat(Double.isNaN(samples[i])).isEqualTo(i >= 200 && i < 300);
    }
  }

  @Test
  void fadingSensorSendsFewerAndFewerSamples() {
    double[] samples = cycle(0, 1, "fade:PS5").of(Sensor.PS5);
    for (int second = 0; second < 60; second++) {
      double[] window = Arrays.copyOfRange(samples, 100 * second, 100 * second + 100);
      int expected = second < 20 || second >= 50 ? 100 : second < 35 ? 30 : 5;
      assertThat(Arrays.stream(window).filter(v -> !Double.isNaN(v))).hasSize(expected);
    }
    assertThat(cycle(0, 1, "fade:TS1").of(Sensor.TS1)).doesNotContain(Double.NaN);
  }

  @Test
  void driftingSensorIsTwoPercentFurtherOffEachSecond() {
    double[] drifting = cycle(0, 1, "drift:TS1").of(Sensor.TS1);
    double[] healthy = cycle(0, 1).of(Sensor.TS1);
    assertThat(drifting[19]).isEqualTo(healthy[19]);
    assertThat(drifting[20]).isCloseTo(1.02 * healthy[20], withinPercentage(0.001));
    assertThat(drifting[49]).isCloseTo(1.6 * healthy[49], withinPercentage(0.001));
    assertThat(drifting[50]).isEqualTo(healthy[50]);
  }

  private static double mean(Cycle cycle, Sensor sensor) {
    return Arrays.stream(cycle.of(sensor)).average().getAsDouble();
  }
}
