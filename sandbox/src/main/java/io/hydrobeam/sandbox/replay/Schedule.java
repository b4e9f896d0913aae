package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Order of the samples of all sensors in one cycle, as taken by a rig. */
final class Schedule {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private Schedule() {}

  /**
   * Sensor of one sample, the index of the sample in the cycle, and its time from the start of the
   * cycle in µs.
   */
  record Slot(Sensor sensor, int index, long micros) {}

  /** Returns all slots of a cycle by time, and at the same time by sensor. */
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
