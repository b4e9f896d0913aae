package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Key of the join within a window: a rig and cycle, or a tally. A tally is not joined; its samples
 * are counted when its window is joined.
 *
 * @param rigCycle the rig and cycle; null for a tally
 * @param tally the name of the tally; empty for a rig and cycle
 */
@DefaultCoder(JoinKeyCoder.class)
public record JoinKey(@Nullable RigCycle rigCycle, String tally) {
  /** Rejects a key with both parts or with none. */
  public JoinKey {
    requireNonNull(tally, "tally");
    if ((rigCycle == null) == tally.isEmpty()) {
      throw new IllegalArgumentException("a rig and cycle or a tally, not " + rigCycle + tally);
    }
  }

  /** Returns the key of a rig and cycle. */
  public static JoinKey of(RigCycle rigCycle) {
    return new JoinKey(requireNonNull(rigCycle, "rigCycle"), "");
  }

  /** Returns the key of a tally with this name, which must not be empty. */
  public static JoinKey ofTally(String name) {
    return new JoinKey(null, name);
  }
}
