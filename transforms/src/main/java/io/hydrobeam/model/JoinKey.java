package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What the join groups by, together with the window: a rig and cycle, or a tally, which is not
 * joined but counted when its window is.
 *
 * @param rigCycle the rig and cycle; null for a tally
 * @param tally the name of the tally; empty for a rig and cycle
 */
@DefaultCoder(JoinKeyCoder.class)
public record JoinKey(@Nullable RigCycle rigCycle, String tally) {
  /** Checks that it is one of both. */
  public JoinKey {
    requireNonNull(tally, "tally");
    if ((rigCycle == null) == tally.isEmpty()) {
      throw new IllegalArgumentException("a rig and cycle or a tally, not " + rigCycle + tally);
    }
  }

  /** The key of a rig and cycle. */
  public static JoinKey of(RigCycle rigCycle) {
    return new JoinKey(requireNonNull(rigCycle, "rigCycle"), "");
  }

  /** The key of a tally with this name, which is not empty. */
  public static JoinKey ofTally(String name) {
    return new JoinKey(null, name);
  }
}
