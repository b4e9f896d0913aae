package io.hydrobeam.statistics;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** The moments of readings by sensor and window. Not safe for use by several threads. */
final class WindowSums {
  private final Map<Target, MomentsBuilder> sums = new HashMap<>();

  private record Target(SensorKey key, BoundedWindow window) {}

  /**
   * The moments of a sensor in a window.
   *
   * @param window to which all of its samples belong
   */
  record Sum(SensorKey key, BoundedWindow window, Moments moments) {}

  void add(Reading reading, BoundedWindow window) {
    sums.computeIfAbsent(new Target(SensorKey.of(reading), window), target -> new MomentsBuilder())
        .add(reading.value());
  }

  /** How many sensors and windows there are. */
  int size() {
    return sums.size();
  }

  /** What was added since the last time, in no order. */
  List<Sum> take() {
    List<Sum> taken =
        sums.entrySet().stream()
            .map(e -> new Sum(e.getKey().key(), e.getKey().window(), e.getValue().build()))
            .toList();
    sums.clear();
    return taken;
  }
}
