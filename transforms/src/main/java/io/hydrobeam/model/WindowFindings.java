package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * All anomalies of one scope in one window of a rig and cycle. They take the place of those that
 * were found there before, none included.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param windowStartMillis the window's start, epoch milliseconds
 * @param scope what was looked at
 * @param version the version of the row that was looked at; null where more than one row was, so
 *     that the later findings count
 * @param anomalies what was found, all of this window and scope; empty if all is well
 */
@DefaultCoder(WindowFindingsCoder.class)
public record WindowFindings(
    String rig,
    int cycle,
    long windowStartMillis,
    Anomaly.Scope scope,
    @Nullable RowVersion version,
    List<Anomaly> anomalies) {
  /** Checks that all but the version are there. */
  public WindowFindings {
    requireNonNull(rig, "rig");
    requireNonNull(scope, "scope");
    anomalies = List.copyOf(anomalies);
  }
}
