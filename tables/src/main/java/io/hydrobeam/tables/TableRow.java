package io.hydrobeam.tables;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * An element on its way into a table: one row, or several records that belong together.
 *
 * @param table the name of the table
 * @param file the file to which it belongs, relative to the table
 * @param row the records, in Avro's encoding
 */
record TableRow(String table, String file, byte[] row) {
  TableRow {
    requireNonNull(table, "table");
    requireNonNull(file, "file");
    requireNonNull(row, "row");
  }

  /** Two strings and some bytes, each with its length. */
  static final class RowCoder extends AtomicCoder<TableRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(TableRow value, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(value.table(), out);
      StringUtf8Coder.of().encode(value.file(), out);
      ByteArrayCoder.of().encode(value.row(), out);
    }

    @Override
    public TableRow decode(InputStream in) throws IOException {
      return new TableRow(
          StringUtf8Coder.of().decode(in),
          StringUtf8Coder.of().decode(in),
          ByteArrayCoder.of().decode(in));
    }

    @Override
    public boolean consistentWithEquals() {
      return false; // a record compares arrays by identity
    }
  }
}
