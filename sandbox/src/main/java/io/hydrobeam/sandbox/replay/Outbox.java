package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Messages that are held back, in the order in which they fall due. */
final class Outbox {
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueMicros).thenComparing(Held::order));
  private long order;

  /** A message, when it falls due (µs after the first sample), and its place among equals. */
  record Held(
      long dueMicros,
      long order,
      Sensor sensor,
      byte[] key,
      byte[] message,
      long timestampMillis) {}

  /** Keeps a message until it falls due. */
  void hold(long dueMicros, Sensor sensor, byte[] key, byte[] message, long timestampMillis) {
    held.add(new Held(dueMicros, order++, sensor, key, message, timestampMillis));
  }

  /** Takes the next message that falls due by this time; null if there is none. */
  Held takeDue(long byMicros) {
    Held first = held.peek();
    return first != null && first.dueMicros() <= byMicros ? held.poll() : null;
  }
}
