package io.hydrobeam.batch.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.batch.dataset.Columns.Column;
import io.hydrobeam.batch.dataset.Columns.Row;
import io.hydrobeam.batch.dataset.Columns.Type;
import io.hydrobeam.common.UserException;
import io.hydrobeam.tables.Storage;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.util.AutoCloseables.ParquetCloseResourceException;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Writes the rows of a data set to {@code data.parquet} and {@code data.csv}. */
final class DatasetFiles implements Closeable {
  static final String PARQUET = "data.parquet";
  static final String CSV = "data.csv";

  private final FileSystem fileSystem;
  private final Path directory;
  private final Path raw;
  private final List<Column> columns;
  private final Schema schema;
  private final @Nullable WritableByteChannel channel;
  private final ParquetIO.@Nullable Sink parquet;
  private final @Nullable BufferedWriter csv;

  /**
   * Creates files with these columns in a directory.
   *
   * @param work a directory for unfinished files
   */
  DatasetFiles(Path directory, Path work, DatasetSettings settings, List<Column> columns)
      throws IOException {
    this.fileSystem = Storage.fileSystem(directory);
    this.directory = directory;
    this.raw = new Path(work, PARQUET);
    this.columns = columns;
    this.schema = Columns.schema(columns);
    this.parquet = settings.parquet() ? Storage.sink(schema) : null;
    this.channel = parquet == null ? null : Channels.newChannel(fileSystem.create(raw, false));
    this.csv =
        settings.csv()
            ? new BufferedWriter(
                new OutputStreamWriter(fileSystem.create(new Path(directory, CSV), false), UTF_8))
            : null;
    if (parquet != null) {
      parquet.open(channel);
    }
    if (csv != null) {
      csv.write(String.join(",", columns.stream().map(Column::name).toList()) + "\n");
    }
  }

  void write(Row row) throws IOException {
    Object[] values = columns.stream().map(column -> column.value().apply(row)).toArray();
    if (parquet != null) {
      var record = new GenericData.Record(schema);
      for (int i = 0; i < values.length; i++) {
        record.put(i, values[i]);
      }
      parquet.write(record);
    }
    if (csv != null) {
      var line = new StringBuilder();
      for (int i = 0; i < values.length; i++) {
        line.append(i == 0 ? "" : ",").append(text(columns.get(i).type(), values[i]));
      }
      csv.write(line.append('\n').toString());
    }
  }

  /** Completes the files. Without this call the files must not be used. */
  void finish() throws IOException {
    if (parquet != null) {
      try {
        parquet.flush();
      } catch (ParquetCloseResourceException e) {
        // The error of the disk. Parquet wraps the error in an unchecked exception.
        throw new IOException(UserException.rootCause(e), e);
      }
      channel.close();
      ParquetFooter.copyInOrder(fileSystem, raw, new Path(directory, PARQUET));
    }
    if (csv != null) {
      csv.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel;
        csv) {
      // Both files are closed, even if closing the first one fails.
    }
  }

  private static String text(Type type, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text =
        type == Type.TIMESTAMP ? Instant.ofEpochMilli((Long) value).toString() : value.toString();
    return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
