package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * All anomalies of one scope in one window of a rig and cycle. They replace the earlier findings of
 * the same window and scope, even if the list is empty.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param windowStartMillis the window's start, epoch milliseconds
 * @param scope the scope of the examined rows
 * @param version the version of the examined row; null for several rows, where later findings
 *     replace earlier ones
 * @param anomalies all anomalies of this window and scope; empty if none was found
 */
@DefaultCoder(WindowFindingsCoder.class)
public record WindowFindings(
    String rig,
    int cycle,
    long windowStartMillis,
    Anomaly.Scope scope,
    @Nullable RowVersion version,
    List<Anomaly> anomalies) {
  /** Rejects null arguments, except for {@code version}. */
  public WindowFindings {
    requireNonNull(rig, "rig");
    requireNonNull(scope, "scope");
    anomalies = List.copyOf(anomalies);
  }
}
