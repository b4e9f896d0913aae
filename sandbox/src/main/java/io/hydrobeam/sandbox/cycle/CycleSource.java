package io.hydrobeam.sandbox.cycle;

import io.hydrobeam.model.Sensor;
import java.util.Optional;
import java.util.OptionalInt;

/** Cycles one after the other, so that no more than one needs to be in memory. */
public interface CycleSource extends AutoCloseable {
  /** Samples a second of a sensor, the same in all cycles. */
  int hertz(Sensor sensor);

  /** How many cycles there are in all; empty if there is no end to them. */
  OptionalInt count();

  /** The next cycle, empty after the last. */
  Optional<Cycle> next();

  @Override
  void close();
}
