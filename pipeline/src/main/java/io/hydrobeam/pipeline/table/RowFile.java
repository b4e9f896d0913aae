package io.hydrobeam.pipeline.table;

import io.hydrobeam.pipeline.CommandException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * A file of rows as it was when it was read.
 *
 * @param table the table that it is in
 * @param name its path relative to the table
 * @param state what tells it from one that takes its place
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
      throw new UnreadableFileException(table, name, CommandException.rootCause(e));
    }
    var rows = new ArrayList<GenericRecord>();
    for (GenericRecord row : read) {
      rows.add(row.getSchema().equals(schema) ? row : conform(table, name, row, schema));
    }
    return Optional.of(new RowFile(table, name, state.get(), rows));
  }

  /** The row with the columns that an older version of the table had not; none is left out. */
  private static GenericRecord conform(
      FileTree table, String name, GenericRecord row, Schema schema) {
    for (Schema.Field field : row.getSchema().getFields()) {
      if (schema.getField(field.name()) == null) {
        throw new UnreadableFileException(
            table,
            name,
            "it has a column %s, which this version does not know".formatted(field.name()));
      }
    }
    var conformed = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = row.hasField(field.name()) ? row.get(field.name()) : null;
      if (!GenericData.get().validate(field.schema(), value)) {
        throw new UnreadableFileException(
            table, name, "its column %s is missing or of another type".formatted(field.name()));
      }
      conformed.put(field.pos(), value);
    }
    return conformed;
  }
}
