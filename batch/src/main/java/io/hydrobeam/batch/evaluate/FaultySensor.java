package io.hydrobeam.batch.evaluate;

import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * One faulty sensor in a cycle.
 *
 * @param fault the kind of fault
 * @param sensor the faulty sensor
 * @param from the first faulty second of the cycle
 * @param hertz the sample rate of the sensor, in samples per second
 */
record FaultySensor(FaultEffect fault, Sensor sensor, int from, double hertz) {
  /** Returns the rows of a cycle with the fault. The fault ends with the cycle at the latest. */
  List<FeatureVector> in(List<FeatureVector> cycle, RigConfig rig) {
    var rows = new ArrayList<>(cycle);
    int end = Math.min(cycle.size(), from + fault.seconds());
    Statistics first = seen(cycle, from);
    for (int second = from; second < end; second++) {
      RigSnapshot healthy = cycle.get(second).snapshot();
      var sensors = new EnumMap<>(healthy.sensors());
      sensors.remove(sensor);
      fault
          .of(seen(cycle, second), first, second - from, hertz)
          .ifPresent(sent -> sensors.put(sensor, sent));
      rows.set(
          second,
          Features.of(
              new RigSnapshot(
                  healthy.rig(),
                  healthy.cycle(),
                  healthy.windowStartMillis(),
                  healthy.windowEndMillis(),
                  healthy.revision(),
                  sensors),
              rig));
    }
    return rows;
  }

  private Statistics seen(List<FeatureVector> cycle, int second) {
    return cycle.get(second).snapshot().sensors().get(sensor);
  }
}
