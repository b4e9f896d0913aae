package io.hydrobeam.statistics;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** Moments of readings by sensor and window. Not safe for use by several threads. */
final class WindowSums {
  private final Map<Target, MomentsBuilder> sums = new HashMap<>();

  private record Target(SensorKey key, BoundedWindow window) {}

  /**
   * Moments of a sensor in a window.
   *
   * @param key the rig, cycle and sensor
   * @param window the window of all samples
   * @param moments the moments of the samples
   */
  record Sum(SensorKey key, BoundedWindow window, Moments moments) {}

  void add(Reading reading, BoundedWindow window) {
    sums.computeIfAbsent(new Target(SensorKey.of(reading), window), target -> new MomentsBuilder())
        .add(reading.value());
  }

  /** Returns the number of pairs of sensor and window. */
  int size() {
    return sums.size();
  }

  /** Returns all sums since the previous call, in no particular order, and clears this instance. */
  List<Sum> take() {
    List<Sum> taken =
        sums.entrySet().stream()
            .map(e -> new Sum(e.getKey().key(), e.getKey().window(), e.getValue().build()))
            .toList();
    sums.clear();
    return taken;
  }
}
