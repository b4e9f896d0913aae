package io.hydrobeam.pipeline.table;

import io.hydrobeam.pipeline.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Elements in; at the end of a bundle their files are written, several at a time, since a write to
 * HDFS is mostly waiting. What a file holds already is merged in, so that a bundle may be tried
 * again, and panes may come in any order, without a row lost or doubled.
 */
final class WriteFiles<T> extends DoFn<T, Void> {
  private static final long serialVersionUID = 1L;
  // Two bundles must not merge into one file at the same time.
  private static final Object[] LOCKS = new Object[64];

  static {
    Arrays.setAll(LOCKS, i -> new Object());
  }

  private final Counter filesWritten = Metrics.counter(WriteTable.class, "files_written");
  private final String root;
  private final Table<T> table;
  private transient Storage storage;
  private transient Map<String, List<T>> byFile;

  WriteFiles(String root, Table<T> table) {
    this.root = root;
    this.table = table;
  }

  @Setup
  public void setup() throws IOException {
    storage = Storage.at(root);
  }

  @StartBundle
  public void startBundle() {
    byFile = new HashMap<>();
  }

  @ProcessElement
  public void processElement(@Element T element) {
    byFile.computeIfAbsent(table.file(element), file -> new ArrayList<>()).add(element);
  }

  @FinishBundle
  public void finishBundle() throws IOException, InterruptedException {
    var writes = new ArrayList<Callable<Void>>();
    byFile.forEach((file, elements) -> writes.add(() -> write(file, elements)));
    try {
      FileThreads.all(writes);
    } catch (IOException e) {
      throw CommandException.failed(
          "cannot write to %s (%s); make room, give the right to write there or start the file"
              + " system, and start again: what is not there yet is read from Kafka once more",
          root, CommandException.rootCause(e));
    }
    filesWritten.inc(writes.size());
    byFile = null;
  }

  private Void write(String file, List<T> elements) throws IOException {
    synchronized (LOCKS[Math.floorMod(file.hashCode(), LOCKS.length)]) {
      var rows = new TreeMap<String, GenericRecord>();
      storage.read(file).forEach(row -> rows.put(table.identity(row), row));
      for (T element : elements) {
        GenericRecord record = table.record(element);
        rows.merge(
            table.identity(record),
            record,
            (present, row) -> table.replaces(row, present) ? row : present);
      }
      storage.write(file, table.schema(), rows.values());
    }
    return null;
  }
}
