package io.hydrobeam.pipeline.graph;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.tables.AlertTable;
import io.hydrobeam.tables.AnomalyTable;
import io.hydrobeam.tables.Incoming;
import io.hydrobeam.tables.LeaseRequest;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.RowTable;
import io.hydrobeam.tables.TableKind;
import io.hydrobeam.tables.TableRows;
import io.hydrobeam.tables.WriteTables;
import io.hydrobeam.window.Windowing;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tables of a stream below one output directory, in one layout.
 *
 * @param output directory of the tables
 * @param partitionBy SECOND for one file per row, MINUTE for one file per minute and rig
 * @param window length of a window, in seconds
 */
public record StreamTables(String output, PartitionBy partitionBy, String window) {
  private static final String ROWS = TableKind.ROWS.directory();
  private static final String ANOMALIES = TableKind.ANOMALIES.directory();
  private static final String ALERTS = TableKind.ALERTS.directory();

  /** Returns the tables for the given options. */
  public static StreamTables of(MonitoringOptions options) {
    return new StreamTables(
        options.getOutput(), options.getPartitionBy(), String.valueOf(options.getWindow()));
  }

  /** Returns the lease that a run needs to write the tables. */
  public LeaseRequest lease() {
    return new LeaseRequest(
        output,
        "stream",
        List.of(ROWS, ANOMALIES, ALERTS),
        "stop that run first, name another --output, or give --takeOver, which ends that run");
  }

  /** Returns the layout of the tables, in the form of the layout file in the output directory. */
  public String layout() {
    return String.format(Locale.ROOT, "partitionBy=%s window=%s", partitionBy, window);
  }

  RowTable rows() {
    return new RowTable(partitionBy);
  }

  AlertTable alerts() {
    return new AlertTable(partitionBy);
  }

  /**
   * Returns the step that prepares rows for storage: at once, or after the minute of their file.
   */
  TableRows<FeatureVector> keepRows(Windowing windowing) {
    return partitionBy == PartitionBy.MINUTE
        ? TableRows.byMinute(ROWS, rows(), windowing.downstream())
        : TableRows.asTheyCome(ROWS, rows());
  }

  TableRows<WindowFindings> keepAnomalies() {
    return TableRows.asTheyCome(ANOMALIES, new AnomalyTable(partitionBy));
  }

  TableRows<Alert> keepAlerts() {
    return TableRows.asTheyCome(ALERTS, alerts());
  }

  /** Returns the step that writes the rows of all three tables by ParquetIO. */
  WriteTables write(Incoming incoming) {
    return WriteTables.below(
        output,
        Map.of(ROWS, rows(), ANOMALIES, new AnomalyTable(partitionBy), ALERTS, alerts()),
        incoming);
  }
}
