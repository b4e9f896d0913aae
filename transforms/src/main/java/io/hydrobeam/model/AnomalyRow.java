package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Row of the table {@code anomalies}.
 *
 * @param anomaly the anomaly
 * @param version the version of the row with the anomaly; null if several rows show the anomaly
 */
public record AnomalyRow(Anomaly anomaly, @Nullable RowVersion version) {
  public AnomalyRow {
    requireNonNull(anomaly, "anomaly");
  }
}
