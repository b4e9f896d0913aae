package io.hydrobeam.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SensorTest {
  @Test
  void rigTakes728SamplesASecond() {
    assertThat(Sensor.all()).hasSize(17);
    assertThat(Sensor.all().stream().mapToInt(Sensor::hertz).sum()).isEqualTo(728);
  }

  @Test
  void sensorsAreInTheOrderOfTheRows() {
    assertThat(Sensor.names())
        .isEqualTo(
            "PS1, PS2, PS3, PS4, PS5, PS6, EPS1, FS1, FS2, TS1, TS2, TS3, TS4, VS1, CE, CP, SE");
  }

  @Test
  void eachSensorHasTheUnitOfItsQuantity() {
    assertThat(Sensor.all().stream().map(Sensor::unit))
        .containsExactlyElementsOf(
            List.of(
                "bar", "bar", "bar", "bar", "bar", "bar", "W", "l/min", "l/min", "°C", "°C", "°C",
                "°C", "mm/s", "%", "kW", "%"));
    assertThat(Sensor.CP.quantity().label()).isEqualTo("cooling power");
  }

  @Test
  void sensorIsFoundOnlyByItsNameAsSpelled() {
    assertThat(Sensor.named("PS1")).contains(Sensor.PS1);
    assertThat(List.of("ps1", " PS1", "", "PS7", "1")).noneMatch(n -> Sensor.named(n).isPresent());
  }
}
