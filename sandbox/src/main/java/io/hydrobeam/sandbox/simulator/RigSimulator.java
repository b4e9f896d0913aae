package io.hydrobeam.sandbox.simulator;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.simulator.Fault.FaultySensor;
import io.hydrobeam.sandbox.simulator.Fault.WornComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Simulator of a rig: cycles of the 60 s load with the rate, level and noise of every sensor, and
 * the requested faults. The seed, the faults and the number of a cycle determine its samples.
 */
public final class RigSimulator implements CycleSource {
  private final CycleSelection selection;
  private final List<Fault> faults;
  private final long seed;
  private final Map<Wear, RigModel> models = new HashMap<>();
  private int made;

  /** Creates the selected cycles of a rig that numbers its cycles 0, 1, 2... */
  public RigSimulator(CycleSelection selection, List<Fault> faults, long seed) {
    this.selection = selection;
    this.faults = List.copyOf(faults);
    this.seed = seed;
  }

  /** Returns the cycles 0 to count-1 of a rig with faults. */
  public static RigSimulator of(int count, List<Fault> faults, long seed) {
    return new RigSimulator(CycleSelection.first(count), faults, seed);
  }

  @Override
  public int hertz(Sensor sensor) {
    return sensor.hertz();
  }

  @Override
  public OptionalInt count() {
    return selection.isAll() ? OptionalInt.empty() : OptionalInt.of(selection.countOfEndless());
  }

  @Override
  public Optional<Cycle> next() {
    int number = selection.first() + made;
    if (!selection.takes(number, made)) {
      return Optional.empty();
    }
    made++;
    return Optional.of(cycle(number));
  }

  @Override
  public void close() {
    // The simulator holds no resources.
  }

  private Cycle cycle(int number) {
    Wear wear = wear(number);
    RigModel model = models.computeIfAbsent(wear, RigModel::new);
    // Adjacent seeds must not repeat the noise of each other in other cycles.
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    double[][] samples = model.cycle(random);
    for (Fault fault : faults) {
      if (fault instanceof FaultySensor faulty && number + 1 >= faulty.fromCycle()) {
        faulty.kind().apply(samples[faulty.sensor().ordinal()], faulty.sensor().hertz());
      }
    }
    return new Cycle(number, wear.labels(), samples);
  }

  private Wear wear(int number) {
    Wear wear = Wear.NONE;
    for (Fault fault : faults) {
      if (fault instanceof WornComponent worn && number + 1 >= worn.fromCycle()) {
        wear = wear.with(worn.component(), worn.level());
      }
    }
    return wear;
  }
}
