package io.hydrobeam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.model.RigConfig.Limits;
import io.hydrobeam.model.RigConfig.SensorSpec;
import java.util.EnumMap;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class RigConfigTest {
  private static final RigConfig STANDARD = RigConfig.standard();

  @Test
  void standardRigIsThatOfTheDesign() {
    assertThat(STANDARD.limits()).isEqualTo(new Limits(300, 100, 50));
    assertThat(STANDARD.pressures()).hasSize(6);
    assertThat(STANDARD.temperatures()).hasSize(4);
    assertThat(STANDARD.flows()).containsExactly(Sensor.FS1, Sensor.FS2);
    assertThat(STANDARD.sensors().get(Sensor.EPS1)).isEqualTo(new SensorSpec("W", 100));
    assertThat(SerializableUtils.ensureSerializable(STANDARD)).isEqualTo(STANDARD);
  }

  @Test
  void everySensorWithoutAnEntryIsNamed() {
    var sensors = new EnumMap<>(STANDARD.sensors());
    sensors.remove(Sensor.PS2);
    sensors.remove(Sensor.SE);
    assertThatThrownBy(
            () ->
                new RigConfig(
                    sensors,
                    STANDARD.pressures(),
                    STANDARD.temperatures(),
                    STANDARD.flows(),
                    STANDARD.limits()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sensors without an entry: PS2, SE");
  }

  @Test
  void groupWithoutSensorsIsNamed() {
    assertThatThrownBy(
            () ->
                new RigConfig(
                    STANDARD.sensors(),
                    STANDARD.pressures(),
                    STANDARD.temperatures(),
                    List.of(),
                    STANDARD.limits()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the group flow has no sensor");
  }

  @Test
  void ratesAndLimitsMustBeNumbersThatMakeSense() {
    for (double hertz : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new SensorSpec("bar", hertz))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (double limit : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> new Limits(limit, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Limits(1, limit, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Limits(1, 1, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void limitsAreEachCheckedForThemselves() {
    var high = new Limits(Double.MAX_VALUE, Double.MAX_VALUE, 50);
    assertThat(high.highPressure()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void samplesOfAWindowFollowFromTheRate() {
    assertThat(STANDARD.samplesIn(Sensor.PS1, 1_000)).isEqualTo(100);
    assertThat(STANDARD.samplesIn(Sensor.FS1, 500)).isEqualTo(5);
    assertThat(STANDARD.samplesIn(Sensor.SE, 60_000)).isEqualTo(60);
  }
}
