package io.hydrobeam.batch.dataset;

import static java.util.Comparator.comparing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Copies a Parquet file and sorts the encodings of its columns. The Parquet writer lists the
 * encodings in the order of a hash set of enums, which differs between processes. Otherwise the
 * writer produces the same bytes for the same rows.
 */
final class ParquetFooter {
  /** The footer is followed by its length, four bytes, and the four letters PAR1. */
  private static final int TRAILER = 8;

  private ParquetFooter() {}

  /** Copies a file to a new file, which must not exist. */
  static void copyInOrder(FileSystem fileSystem, Path from, Path to) throws IOException {
    long length = fileSystem.getFileStatus(from).getLen();
    try (FSDataInputStream in = fileSystem.open(from);
        OutputStream out = fileSystem.create(to, false)) {
      var trailer = new byte[TRAILER];
      in.readFully(length - TRAILER, trailer);
      long body = length - TRAILER - little(trailer).getInt(0);
      copy(in, out, body);
      FileMetaData footer = Util.readFileMetaData(in);
      footer.getRow_groups().stream()
          .map(RowGroup::getColumns)
          .forEach(columns -> columns.forEach(ParquetFooter::sort));
      var bytes = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, bytes);
      little(trailer).putInt(0, bytes.size());
      bytes.writeTo(out);
      out.write(trailer);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void copy(FSDataInputStream in, OutputStream out, long length) throws IOException {
    var buffer = new byte[1 << 16];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the file ends " + left + " bytes too early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private static void sort(ColumnChunk column) {
    column.getMeta_data().getEncodings().sort(comparing(Encoding::getValue));
    if (column.getMeta_data().isSetEncoding_stats()) {
      column
          .getMeta_data()
          .getEncoding_stats()
          .sort(
              comparing((PageEncodingStats stats) -> stats.getPage_type().getValue())
                  .thenComparing(stats -> stats.getEncoding().getValue()));
    }
  }
}
