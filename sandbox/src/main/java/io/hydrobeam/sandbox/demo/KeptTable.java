package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/** Table of Parquet files on the local disk, with the number of files and bytes. */
record KeptTable(Path directory, List<Path> files, long bytes) {
  // Shared, since parsing the defaults of Hadoop takes longer than reading a file.
  private static final Configuration CONFIGURATION = new Configuration();

  /** Returns the table in a directory; empty if there is no table. */
  static KeptTable at(Path directory) {
    if (!Files.isDirectory(directory)) {
      return new KeptTable(directory, List.of(), 0);
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new KeptTable(directory, files, bytes);
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** Passes all rows to an action, file by file. */
  void forEachRow(StopRequest stop, Consumer<GenericRecord> action) {
    for (Path file : files) {
      stop.check();
      try (ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(new LocalInputFile(file))
              .withDataModel(GenericData.get())
              .withConf(CONFIGURATION)
              .build()) {
        for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
          action.accept(row);
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  private static UserException unreadable(Path file, IOException cause) {
    return UserException.failed("%s", file + " cannot be read: " + cause);
  }
}
