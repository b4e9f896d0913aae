package io.hydrobeam.batch.evaluate;

import io.hydrobeam.alert.AlertPlayback;
import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Injects each sensor fault into healthy cycles and runs the detectors and alerts of the stream. A
 * fault starts at a random second that leaves the fault at least three seconds of the cycle. Delays
 * are in event time. A delay starts with the first faulty second and ends with the second that
 * raises the alert of the sensor. The same cycles in the same order give the same faults.
 */
final class FaultTrials {
  private static final long SEED = 447;

  private final RigConfig rig;
  private final Map<Sensor, Double> hertz = new EnumMap<>(Sensor.class);
  private final Random random = new Random(SEED);
  private final Map<FaultEffect, Map<Sensor, FaultTally>> tallies =
      new EnumMap<>(FaultEffect.class);

  /**
   * Creates trials of a rig.
   *
   * @param asBuilt the rig with the real sample rates of its sensors
   * @param rates the sample rate of each sensor in the data, in samples per second
   */
  FaultTrials(RigConfig asBuilt, Map<Sensor, Double> rates) {
    rig = asBuilt.at(rates);
    asBuilt.sensors().forEach((sensor, spec) -> hertz.put(sensor, spec.hertz()));
  }

  /** Returns the delays of alerts by kind and sensor, without kinds that have no effect. */
  Map<FaultEffect, Map<Sensor, FaultTally>> tallies() {
    return tallies;
  }

  /** Tries all faults in a cycle. */
  void add(List<FeatureVector> cycle, Baseline baseline) {
    for (FaultEffect fault : FaultEffect.values()) {
      for (Sensor sensor : Sensor.all()) {
        int from = random.nextInt(CycleTrace.SECONDS - FaultTally.SOON + 1);
        if (fault != FaultEffect.FADE || rig.sensors().get(sensor).hertz() > 1) {
          add(new FaultySensor(fault, sensor, from, hertz.get(sensor)), cycle, baseline);
        }
      }
    }
  }

  private void add(FaultySensor faulty, List<FeatureVector> cycle, Baseline baseline) {
    List<FeatureVector> rows = faulty.in(cycle, rig);
    int soon = faulty.from() + FaultTally.SOON;
    tallies
        .computeIfAbsent(faulty.fault(), f -> new EnumMap<>(Sensor.class))
        .computeIfAbsent(faulty.sensor(), s -> new FaultTally())
        .add(
            delay(faulty, rows, baseline),
            !rows.subList(faulty.from(), soon).equals(cycle.subList(faulty.from(), soon)));
  }

  private int delay(FaultySensor faulty, List<FeatureVector> rows, Baseline baseline) {
    long start = rows.get(faulty.from()).snapshot().windowStartMillis();
    var stream = new ArrayList<FeatureVector>();
    stream.add(before(rows.get(0)));
    stream.addAll(rows);
    return AlertPlayback.of(stream, rig, baseline).stream()
        .filter(alert -> alert.sensor() == faulty.sensor() && alert.state() == Alert.State.RAISED)
        .mapToLong(Alert::windowEndMillis)
        .filter(end -> end > start)
        .mapToInt(end -> (int) ((end - start) / CycleTrace.SECOND_MILLIS))
        .min()
        .orElse(-1);
  }

  /** Returns a row of the previous cycle. The start of a cycle is only known after such a row. */
  private static FeatureVector before(FeatureVector first) {
    RigSnapshot snapshot = first.snapshot();
    long start = snapshot.windowStartMillis();
    return new FeatureVector(
        new RigSnapshot(
            snapshot.rig(),
            snapshot.cycle() - 1,
            start - CycleTrace.SECOND_MILLIS,
            start,
            0,
            snapshot.sensors()),
        first.features(),
        false);
  }
}
