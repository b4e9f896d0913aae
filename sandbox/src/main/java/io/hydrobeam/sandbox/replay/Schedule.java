package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** The samples of all sensors of one cycle in the order in which a rig takes them. */
final class Schedule {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private Schedule() {}

  /** One sample's sensor, its index in the cycle and its time from the cycle's start in µs. */
  record Slot(Sensor sensor, int index, long micros) {}

  /** All slots of a cycle by time; at the same time by the order of the sensors. */
  static List<Slot> of(ToIntFunction<Sensor> hertz) {
    List<Slot> slots = new ArrayList<>();
    for (Sensor sensor : Sensor.all()) {
      int rate = hertz.applyAsInt(sensor);
      for (int i = 0; i < rate * Cycle.SECONDS; i++) {
        slots.add(new Slot(sensor, i, i * MICROS_PER_SECOND / rate));
      }
    }
    slots.sort(Comparator.comparingLong(Slot::micros));
    return List.copyOf(slots);
  }
}
