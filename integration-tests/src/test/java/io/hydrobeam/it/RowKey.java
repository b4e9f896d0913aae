package io.hydrobeam.it;

import java.time.Instant;
import java.util.Comparator;

/** What a row is told apart by. */
record RowKey(String rig, int cycle, Instant windowStart) implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::rig)
          .thenComparing(RowKey::windowStart)
          .thenComparing(RowKey::cycle);

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
