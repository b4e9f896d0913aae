package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.sandbox.replay.Disturbances;
import io.hydrobeam.sandbox.replay.Speed;
import io.hydrobeam.sandbox.simulator.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ScenarioTest {
  private static final Disturbances SOME =
      new Disturbances(0.002, OptionalDouble.empty(), 0.0005, 0, 0);

  @Test
  void descriptionNamesSourceAndFaults() {
    assertThat(scenario(3, 1, new Speed(4), DemoDefaults.faults(3), SOME).description())
        .containsExactly(
            "A simulated rig: 17 sensors, 728 samples a second, 3 cycles of 60 s, 4 times as fast"
                + " as real time (45 s).",
            "From the 2nd cycle on PS1 has a spike at second 30.",
            "From the 2nd cycle on PS5 sends fewer and fewer samples from second 20 to 49.",
            "From the 3rd cycle on VS1 is silent from second 20 to 29.",
            "0.2 % of the samples are sent late.",
            "0.05 % of the messages are malformed.");
  }

  @Test
  void wornComponentsAndDataSetsAreDescribed() {
    List<Fault> worn = List.of(Fault.parse("cooler:20"));
    assertThat(scenario(1, 2, Speed.REAL_TIME, worn, Disturbances.none()).description())
        .containsExactly(
            "A simulated rig: 17 sensors, 728 samples a second, as 2 rigs, 1 cycle of 60 s, in real"
                + " time (60 s).",
            "In every cycle the cooler is at level 20.");
    Optional<Path> dataset = Optional.of(Path.of("set"));
    assertThat(
            new Scenario(dataset, Integer.MAX_VALUE, 1, Speed.MAX, List.of(), Disturbances.none())
                .description())
        .containsExactly("The data set set, all cycles of 60 s, as fast as possible.");
  }

  @Test
  void defaultFaultsShowInFewCycles() {
    assertThat(DemoDefaults.faults(1)).extracting(Fault::fromCycle).containsExactly(1, 1, 1);
    assertThat(DemoDefaults.faults(9)).extracting(Fault::fromCycle).containsExactly(2, 2, 3);
  }

  @Test
  void streamWaitsLongerThanTheTimeBetweenTwoSamples() {
    assertThat(scenario(1, 1, Speed.MAX, List.of(), SOME).idleSeconds()).isEqualTo(10);
    assertThat(scenario(1, 1, new Speed(0.1), List.of(), SOME).idleSeconds()).isEqualTo(30);
  }

  @Test
  void itTakesARigAtLeast() {
    assertThatThrownBy(() -> scenario(1, 0, Speed.MAX, List.of(), SOME))
        .hasMessageContaining("--rigs=0");
  }

  private static Scenario scenario(
      int cycles, int rigs, Speed speed, List<Fault> faults, Disturbances disturbances) {
    return new Scenario(Optional.empty(), cycles, rigs, speed, faults, disturbances);
  }
}
