package io.hydrobeam.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.model.Component;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.simulator.Fault.FaultySensor;
import io.hydrobeam.sandbox.simulator.Fault.WornComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultTest {
  @Test
  void faultsAreReadWithAndWithoutACycle() {
    assertThat(Fault.parse("cooler:3")).isEqualTo(new WornComponent(Component.COOLER, 3, 1));
    assertThat(Fault.parse("accumulator:90@12"))
        .isEqualTo(new WornComponent(Component.ACCUMULATOR, 90, 12));
    assertThat(Fault.parse("spike:PS1@2"))
        .isEqualTo(new FaultySensor(SensorFault.SPIKE, Sensor.PS1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cooler",
        "cooler:",
        "cooler:4",
        "cooler:03",
        "valve:100@0",
        "pump:2@x",
        "spike:PS9",
        "leak:PS1",
        "Cooler:3",
        "spike:ps1",
        "cooler:3@"
      })
  void invalidFaultListsValidFaults(String text) {
    assertThatThrownBy(() -> Fault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'" + text + "'", "cooler:LEVEL [100, 20, 3]", "dropout:SENSOR");
  }
}
