package io.hydrobeam.sandbox.cycle;

import io.hydrobeam.model.Sensor;
import java.util.Optional;
import java.util.OptionalInt;

/** Iterator of cycles. Only one cycle needs to be in memory. */
public interface CycleSource extends AutoCloseable {
  /** Returns the sample rate of a sensor, in samples per second, the same in all cycles. */
  int hertz(Sensor sensor);

  /** Returns the number of all cycles; empty for an endless source. */
  OptionalInt count();

  /** Returns the next cycle; empty after the last cycle. */
  Optional<Cycle> next();

  @Override
  void close();
}
