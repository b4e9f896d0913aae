package io.hydrobeam.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The records of a file of a table: its rows, and the markers of its footer. */
final class TableFile {
  private TableFile() {}

  /** Reads a file; none if there is no such file. */
  static List<GenericRecord> read(Storage storage, Table<?> table, String file) throws IOException {
    List<GenericRecord> read = storage.read(file);
    List<GenericRecord> rows =
        read.isEmpty()
            ? read
            : Columns.conform(read, Columns.withThoseOf(read.get(0).getSchema(), table.schema()));
    return table.hasMarkers() ? withMarkers(storage, file, rows) : rows;
  }

  /** These rows of a file, with its markers. */
  static List<GenericRecord> withMarkers(Storage storage, String file, List<GenericRecord> rows)
      throws IOException {
    var records = new ArrayList<>(rows);
    records.addAll(Markers.of(storage.footer(file)));
    return records;
  }

  /** Writes a file, in place of an older one of that name. */
  static void write(Storage storage, Table<?> table, String file, List<GenericRecord> records)
      throws IOException {
    storage.write(file, schema(table, records), rows(table, records), footer(table, records));
  }

  /** The columns of these records; those of the table where there is no row. */
  static Schema schema(Table<?> table, List<GenericRecord> records) {
    List<GenericRecord> rows = rows(table, records);
    return rows.isEmpty() ? table.schema() : rows.get(0).getSchema();
  }

  /**
   * Writes a file as {@link Storage#writeVerified} does.
   *
   * @param present the state that the older file must still have; empty if there must be none
   */
  static void writeVerified(
      Storage storage,
      Table<?> table,
      String file,
      List<GenericRecord> records,
      Optional<FileTree.State> present)
      throws IOException {
    storage.writeVerified(
        file, table.schema(), rows(table, records), footer(table, records), present);
  }

  /** Of these records, the rows. */
  static List<GenericRecord> rows(Table<?> table, List<GenericRecord> records) {
    return table.hasMarkers()
        ? records.stream().filter(record -> !Markers.isMarker(record)).toList()
        : records;
  }

  private static Map<String, String> footer(Table<?> table, List<GenericRecord> records) {
    return table.hasMarkers() ? Markers.footer(records) : Map.of();
  }
}
