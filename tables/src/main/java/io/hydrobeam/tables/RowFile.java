package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A file of rows as it was when it was read.
 *
 * @param table the table that it is in
 * @param name its path relative to the table
 * @param state its size and time, which differ once the file is replaced
 * @param rows its rows, in the columns of the schema
 */
record RowFile(FileTree table, String name, FileTree.State state, List<GenericRecord> rows) {
  /**
   * Reads a file; empty if there is none.
   *
   * @throws UnreadableFileException if it is damaged, or its columns are not those of the schema
   */
  static Optional<RowFile> read(Storage storage, String name, Schema schema) throws IOException {
    FileTree table = storage.tree();
    // Before the rows: a file that takes its place in between is one that was not read.
    Optional<FileTree.State> state = table.state(name);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    List<GenericRecord> read;
    try {
      read = storage.read(name);
    } catch (IOException | RuntimeException e) {
      // Parquet has no exception of its own for what is no Parquet.
      throw new UnreadableFileException(table, name, UserException.rootCause(e));
    }
    return Optional.of(new RowFile(table, name, state.get(), conform(table, name, read, schema)));
  }

  /** The rows with the columns that an older version of the table had not; none is left out. */
  private static List<GenericRecord> conform(
      FileTree table, String name, List<GenericRecord> rows, Schema schema) {
    Schema present = rows.isEmpty() ? schema : rows.get(0).getSchema();
    for (Schema.Field field : present.getFields()) {
      if (schema.getField(field.name()) == null) {
        throw new UnreadableFileException(
            table,
            name,
            String.format(
                Locale.ROOT, "it has a column %s, which this version does not know", field.name()));
      }
    }
    try {
      return Columns.conform(rows, schema);
    } catch (IllegalArgumentException e) {
      throw new UnreadableFileException(table, name, e.getMessage());
    }
  }
}
