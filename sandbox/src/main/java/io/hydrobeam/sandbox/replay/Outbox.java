package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Queue of held back messages in the order of their due times. */
final class Outbox {
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueMicros).thenComparing(Held::order));
  private long order;

  /** Held message with its due time, in µs after the first sample. The order breaks ties. */
  record Held(
      long dueMicros,
      long order,
      Sensor sensor,
      byte[] key,
      byte[] message,
      long timestampMillis) {}

  /** Holds a message until its due time. */
  void hold(long dueMicros, Sensor sensor, byte[] key, byte[] message, long timestampMillis) {
    held.add(new Held(dueMicros, order++, sensor, key, message, timestampMillis));
  }

  /** Returns the next message due by a time; null if there is none. */
  Held takeDue(long byMicros) {
    Held first = held.peek();
    return first != null && first.dueMicros() <= byMicros ? held.poll() : null;
  }
}
