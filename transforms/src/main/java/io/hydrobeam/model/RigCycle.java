package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * What the sensors are joined by, together with the window.
 *
 * @param rig the rig's name
 * @param cycle the number of its load cycle
 */
@DefaultCoder(RigCycleCoder.class)
public record RigCycle(String rig, int cycle) {
  /** Checks that there is a name. */
  public RigCycle {
    requireNonNull(rig, "rig");
  }
}
