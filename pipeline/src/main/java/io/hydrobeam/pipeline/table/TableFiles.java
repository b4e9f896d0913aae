package io.hydrobeam.pipeline.table;

import io.hydrobeam.pipeline.CommandException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** A table in its directory: merges rows into its files. */
final class TableFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Table<?> table;
  private transient Storage storage;

  TableFiles(String root, Table<?> table) {
    this.root = root;
    this.table = table;
  }

  /** Gets ready to write. */
  void open() throws IOException {
    storage = Storage.at(root);
  }

  /** Writes a file anew with what it holds and these rows. */
  void merge(String file, List<TableRow> rows) throws IOException {
    try {
      var merged = new TreeMap<String, GenericRecord>();
      storage.read(file).forEach(row -> merged.put(table.identity(row), row));
      var reader = new GenericDatumReader<GenericRecord>(table.schema());
      for (TableRow encoded : rows) {
        GenericRecord row =
            reader.read(null, DecoderFactory.get().binaryDecoder(encoded.row(), null));
        merged.merge(
            table.identity(row), row, (present, r) -> table.replaces(r, present) ? r : present);
      }
      storage.write(file, table.schema(), merged.values());
    } catch (IOException e) {
      throw CommandException.failed(
          "cannot write to %s (%s); make room, give the right to write there or start the file"
              + " system, and start again: what is not there yet is read from Kafka once more",
          root, CommandException.rootCause(e));
    }
  }
}
