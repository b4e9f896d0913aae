package io.hydrobeam.tables;

/** The tables of a stream, by their directories below its output. */
public enum TableKind {
  /** One row for each rig, cycle and window. */
  ROWS("streaming", "compacted"),
  /** Anomalies in the rows. */
  ANOMALIES("anomalies", "compacted-anomalies"),
  /** The messages of alerts. */
  ALERTS("alerts", "compacted-alerts");

  private final String directory;
  private final String compacted;

  TableKind(String directory, String compacted) {
    this.directory = directory;
    this.compacted = compacted;
  }

  /** The name of the directory that the stream writes. */
  public String directory() {
    return directory;
  }

  /** The name of the directory for the table of compacted files. */
  public String compacted() {
    return compacted;
  }

  /** The table, cut like this. */
  public Table<?> table(PartitionBy partitionBy) {
    return switch (this) {
      case ROWS -> new RowTable(partitionBy);
      case ANOMALIES -> new AnomalyTable(partitionBy);
      case ALERTS -> new AlertTable(partitionBy);
    };
  }
}
