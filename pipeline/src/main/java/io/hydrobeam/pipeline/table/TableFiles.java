package io.hydrobeam.pipeline.table;

import io.hydrobeam.pipeline.CommandException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table in its directory: merges rows into its files. */
final class TableFiles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

  private final String root;
  private final Table<?> table;
  private final Incoming incoming;
  private transient Storage storage;

  TableFiles(String root, Table<?> table, Incoming incoming) {
    this.root = root;
    this.table = table;
    this.incoming = incoming;
  }

  /** Gets ready to write. */
  void open() throws IOException {
    open(Storage.at(root, incoming));
  }

  /** Gets ready to write here. */
  void open(Storage place) {
    storage = place;
  }

  /**
   * Writes a file anew with what it holds and these rows. One that is no Parquet, as a power
   * failure leaves it, is set aside under a name that readers do not see. In an output without a
   * {@link CaseNote}, the file has its name of old.
   */
  void merge(String name, List<TableRow> rows) throws IOException {
    String file = name;
    try {
      if (FileNames.tellsCase(name) && !storage.tellsCase()) {
        file = FileNames.withoutCase(name);
      }
      var merged = new TreeMap<String, GenericRecord>();
      List<GenericRecord> present = present(file);
      Schema schema = present.isEmpty() ? table.schema() : present.get(0).getSchema();
      present.forEach(row -> merged.put(table.identity(row), row));
      var reader = new GenericDatumReader<GenericRecord>(table.schema(), schema);
      for (TableRow encoded : rows) {
        GenericRecord row =
            reader.read(null, DecoderFactory.get().binaryDecoder(encoded.row(), null));
        merged.merge(table.identity(row), row, (there, r) -> table.replaces(r, there) ? r : there);
      }
      storage.write(file, schema, merged.values());
    } catch (FencedException e) {
      throw CommandException.failed(
          "cannot write to %s/%s: %s; this run ends and writes no more. Let no two runs be started"
              + " on one output",
          root, file, e.getMessage());
    } catch (IOException e) {
      throw CommandException.failed(
          "cannot write to %s/%s (%s); make room, give the right to write there or start the file"
              + " system, and start again: what is not there yet is read from Kafka once more",
          root, file, CommandException.rootCause(e));
    }
  }

  /**
   * The rows of a file in the columns of the table. What a newer version has kept there in columns
   * of its own stays.
   */
  private List<GenericRecord> present(String file) throws IOException {
    try {
      List<GenericRecord> rows = storage.read(file);
      return rows.isEmpty()
          ? rows
          : Columns.conform(rows, Columns.withThoseOf(rows.get(0).getSchema(), table.schema()));
    } catch (RuntimeException e) {
      // Parquet has no exception of its own for what is no Parquet.
      if (storage.isParquet(file)) {
        throw CommandException.failed(
            "cannot read %s/%s (%s); restore it or move it away, and start again",
            root, file, CommandException.rootCause(e));
      }
      String aside = storage.setAside(file);
      LOG.warn(
          "{}/{} is no Parquet file ({}); it is kept as {}, and its rows that come again are written",
          root,
          file,
          CommandException.rootCause(e),
          aside);
      return List.of();
    }
  }
}
