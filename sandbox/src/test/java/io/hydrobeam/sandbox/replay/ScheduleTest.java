package io.hydrobeam.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.replay.Schedule.Slot;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void cycleHasAllSamplesOfAllSensorsInTheOrderOfTime() {
    List<Slot> slots = Schedule.of(Sensor::hertz);

    assertThat(slots).hasSize(43_680).isSortedAccordingTo(Comparator.comparingLong(Slot::micros));
    assertThat(slots.stream().filter(slot -> slot.sensor() == Sensor.FS2)).hasSize(600);
    assertThat(slots.subList(0, 17)).extracting(Slot::sensor).isEqualTo(Sensor.all());
    assertThat(slots)
        .contains(new Slot(Sensor.PS6, 4242, 42_420_000), new Slot(Sensor.SE, 59, 59_000_000));
  }

  @Test
  void heldMessagesComeOutWhenTheyFallDueInOrder() {
    Outbox outbox = new Outbox();
    outbox.hold(30, Sensor.PS1, null, new byte[] {3}, 0);
    outbox.hold(10, Sensor.PS1, null, new byte[] {1}, 0);
    outbox.hold(10, Sensor.PS2, null, new byte[] {2}, 0);

    assertThat(outbox.takeDue(9)).isNull();
    assertThat(outbox.takeDue(10).message()).containsExactly(1);
    assertThat(outbox.takeDue(10).message()).containsExactly(2);
    assertThat(outbox.takeDue(29)).isNull();
    assertThat(outbox.takeDue(Long.MAX_VALUE).message()).containsExactly(3);
  }
}
