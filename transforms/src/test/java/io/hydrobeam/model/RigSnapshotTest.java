package io.hydrobeam.model;

import static io.hydrobeam.model.Snapshots.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RigSnapshotTest {
  private static final Map<Sensor, Statistics> ONE = Map.of(Sensor.SE, steady(1, 5));

  private static void isRefused(long start, long end, int revision, Map<Sensor, Statistics> of) {
    assertThatThrownBy(() -> new RigSnapshot("r", 0, start, end, revision, of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a snapshot");
  }

  @Test
  void rowWithoutAnySensorIsNoRow() {
    isRefused(0, 1_000, 0, Map.of());
  }

  @Test
  void windowWithoutLengthAndANegativeRevisionAreRefused() {
    isRefused(1_000, 1_000, 0, ONE);
    isRefused(1_000, 0, 0, ONE);
    isRefused(0, 1_000, -1, ONE);
  }

  @Test
  void sensorsCannotBeChangedAfterwards() {
    var sensors = new HashMap<>(ONE);
    var snapshot = new RigSnapshot("r", 0, 0, 1_000, 0, sensors);
    sensors.clear();
    assertThat(snapshot.sensors()).isEqualTo(ONE);
    assertThatThrownBy(() -> snapshot.sensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void sensorsAreInTheOrderOfTheRows() {
    assertThat(Snapshots.full().sensors().keySet()).containsExactlyElementsOf(Sensor.all());
  }

  @Test
  void silentSensorHasNoStatistics() {
    var snapshot = Snapshots.with(sensors -> sensors.remove(Sensor.PS1));
    assertThat(snapshot.of(Sensor.PS1)).isEmpty();
    assertThat(snapshot.of(Sensor.PS2)).contains(steady(100, 2));
    assertThat(snapshot.samples()).isEqualTo(628);
  }

  @Test
  void meanTakesAllOfItsGroup() {
    var group = List.of(Sensor.FS1, Sensor.FS2);
    assertThat(Snapshots.full().mean(group, Statistics::avg)).isEqualTo(OptionalDouble.of(8.5));
    assertThat(Snapshots.with(s -> s.remove(Sensor.FS2)).mean(group, Statistics::avg)).isEmpty();
  }
}
