package io.hydrobeam.pipeline;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.pipeline.table.AlertTable;
import io.hydrobeam.pipeline.table.AnomalyTable;
import io.hydrobeam.pipeline.table.Incoming;
import io.hydrobeam.pipeline.table.LeaseRequest;
import io.hydrobeam.pipeline.table.PartitionBy;
import io.hydrobeam.pipeline.table.RowTable;
import io.hydrobeam.pipeline.table.TableKind;
import io.hydrobeam.pipeline.table.TableRows;
import io.hydrobeam.pipeline.table.WriteTables;
import io.hydrobeam.window.Windowing;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables that a stream writes below its output, in one layout.
 *
 * @param output the directory of the tables
 * @param partitionBy whether files hold a second or a minute
 * @param window the length of a window, in seconds
 */
public record StreamTables(String output, PartitionBy partitionBy, String window) {
  private static final String ROWS = TableKind.ROWS.directory();
  private static final String ANOMALIES = TableKind.ANOMALIES.directory();
  private static final String ALERTS = TableKind.ALERTS.directory();

  /** The tables that the options ask for. */
  public static StreamTables of(MonitoringOptions options) {
    return new StreamTables(
        options.getOutput(), options.getPartitionBy(), String.valueOf(options.getWindow()));
  }

  /** The lease that a run needs to write the tables. */
  public LeaseRequest lease() {
    return new LeaseRequest(
        output,
        "stream",
        List.of(ROWS, ANOMALIES, ALERTS),
        "stop that run first, name another --output, or give --takeOver, which ends that run");
  }

  /** The layout of the tables, as the note in their directory has it. */
  public String layout() {
    return String.format(Locale.ROOT, "partitionBy=%s window=%s", partitionBy, window);
  }

  RowTable rows() {
    return new RowTable(partitionBy);
  }

  AlertTable alerts() {
    return new AlertTable(partitionBy);
  }

  /** Rows as they are stored: at once, or when the minute of their file is over. */
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

  /** Writes the rows of all three tables by ParquetIO. */
  WriteTables write(Incoming incoming) {
    return WriteTables.below(
        output,
        Map.of(ROWS, rows(), ANOMALIES, new AnomalyTable(partitionBy), ALERTS, alerts()),
        incoming);
  }
}
