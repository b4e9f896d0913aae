package io.hydrobeam.sandbox.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds the sender back to the speed asked for. Each sample has its time on the wall clock, counted
 * from the first, so that delays never add up; waits are of some milliseconds, and what fell due
 * meanwhile goes out together.
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
   * Holds a sender back.
   *
   * @param delayNanos how long from now the first sample is due
   */
  Pacer(Speed speed, BooleanSupplier stopped, long delayNanos) {
    this.speed = speed;
    this.stopped = stopped;
    this.startNanos = now + delayNanos;
  }

  /** Waits until the sample so many µs of event time after the first is due, or all is stopped. */
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
