package io.hydrobeam.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Rows in; at the end of a bundle their files are written, several at a time, since a write to HDFS
 * is mostly waiting. What a file holds already is merged in, so that a bundle may be tried again,
 * and panes may come in any order, without a row lost or doubled.
 */
final class WriteFiles extends DoFn<TableRow, Void> {
  private static final long serialVersionUID = 1L;
  // Two bundles must not merge into one file at the same time. Those of one file are in this JVM:
  // it is one key's, and of one step.
  private static final Object[] LOCKS = new Object[64];

  static {
    Arrays.setAll(LOCKS, i -> new Object());
  }

  private final Map<String, TableFiles> tables;
  private transient Map<Target, List<TableRow>> byFile;

  private record Target(String table, String file) {}

  /** Writes rows of these tables, by their names. */
  WriteFiles(Map<String, TableFiles> tables) {
    this.tables = Map.copyOf(tables);
  }

  @Setup
  public void setup() throws IOException {
    for (TableFiles table : tables.values()) {
      table.open();
    }
  }

  @StartBundle
  public void startBundle() {
    byFile = new HashMap<>();
  }

  @ProcessElement
  public void processElement(@Element TableRow row) {
    byFile.computeIfAbsent(new Target(row.table(), row.file()), t -> new ArrayList<>()).add(row);
  }

  @FinishBundle
  public void finishBundle() throws IOException, InterruptedException {
    var writes = new ArrayList<Callable<Void>>();
    byFile.forEach((target, rows) -> writes.add(() -> write(target, rows)));
    FileThreads.all(writes);
    byFile = null;
  }

  private Void write(Target target, List<TableRow> rows) throws IOException {
    synchronized (LOCKS[Math.floorMod(target.hashCode(), LOCKS.length)]) {
      tables.get(target.table()).merge(target.file(), rows);
    }
    return null;
  }
}
