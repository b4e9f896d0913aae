package io.hydrobeam.tables;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writer of Parquet files with many rows, for queries of few columns and minutes. A file has one
 * row group, so each column is one piece. Pages of ten minutes have their minimum and maximum in
 * the page index.
 */
final class CompactedFile {
  private static final int PAGE_ROWS = 600;
  private static final long ROW_GROUP_BYTES = 128L << 20;

  private CompactedFile() {}

  static void write(
      FileSystem fileSystem,
      Path path,
      Schema schema,
      List<GenericRecord> rows,
      Map<String, String> footer)
      throws IOException {
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new File(fileSystem, path))
            .withConf(fileSystem.getConf())
            .withSchema(schema)
            .withDataModel(new GenericData())
            .withExtraMetaData(footer)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageRowCountLimit(PAGE_ROWS)
            .build()) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
  }

  /**
   * Output file on the given file system. Parquet's own class would open the file system again,
   * with checksum files on a local disk.
   */
  private record File(FileSystem fileSystem, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return HadoopStreams.wrap(Storage.create(fileSystem, path));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return HadoopStreams.wrap(Storage.create(fileSystem, path));
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
