package io.hydrobeam.sandbox.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Limits the sender to the requested speed. Each sample has a wall-clock time relative to the first
 * sample, so delays do not accumulate. The sender waits for some milliseconds at a time, and all
 * samples due by then are sent together.
 */
final class Pacer {
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);
  private static final double NANOS_PER_MICRO = 1_000;

  private final Speed speed;
  private final BooleanSupplier stopped;
  private final long startNanos;
  private long now = System.nanoTime();

  /**
   * Creates a pacer.
   *
   * @param delayNanos the time from now to the first sample, in nanoseconds
   */
  Pacer(Speed speed, BooleanSupplier stopped, long delayNanos) {
    this.speed = speed;
    this.stopped = stopped;
    this.startNanos = now + delayNanos;
  }

  /**
   * Waits until a sample is due, or until the replay is stopped. The sample is the given number of
   * µs of event time after the first sample.
   */
  void await(long micros) {
    if (speed.isMax()) {
      return;
    }
    long due = startNanos + (long) (micros * NANOS_PER_MICRO / speed.factor());
    while (due > now && !stopped.getAsBoolean()) {
      now = System.nanoTime();
      if (due > now) {
        LockSupport.parkNanos(Math.min(LONGEST_WAIT, Math.max(due - now, SHORTEST_WAIT)));
      }
    }
  }
}
