package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Rig and load cycle by which sensors are joined within a window.
 *
 * @param rig the rig's name
 * @param cycle the number of the load cycle
 */
@DefaultCoder(RigCycleCoder.class)
public record RigCycle(String rig, int cycle) {
  public RigCycle {
    requireNonNull(rig, "rig");
  }
}
