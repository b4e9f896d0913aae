package io.hydrobeam.tables;

import io.hydrobeam.model.FeatureVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** A table below a directory of a test: rows in, as the stream keeps them, and all of it out. */
public final class StoredRows {
  private final Path directory;

  /** The table at this directory, which need not exist. */
  public StoredRows(Path directory) {
    this.directory = directory;
  }

  /** The table's name for a command. */
  public String uri() {
    return directory.toUri().toString().replaceFirst("/+$", "");
  }

  Storage storage() throws IOException {
    return Storage.at(uri(), incoming());
  }

  /** The place of files that are being made, beside the table. */
  Incoming incoming() throws IOException {
    Path place = directory.resolveSibling(".incoming/test-" + directory.getFileName());
    return new Incoming(Files.createDirectories(place).toUri().toString());
  }

  /** Keeps each row as the stream does that writes by the second. */
  public StoredRows with(FeatureVector... rows) throws IOException {
    var table = new RowTable(PartitionBy.SECOND);
    for (FeatureVector row : rows) {
      storage().write(table.file(row), table.schema(), List.of(table.record(row)));
    }
    return this;
  }

  /**
   * Keeps rows in one file, the one in which the stream that writes by the minute has the first.
   */
  public StoredRows inOneFile(FeatureVector... rows) throws IOException {
    var table = new RowTable(PartitionBy.MINUTE);
    storage()
        .write(table.file(rows[0]), table.schema(), Stream.of(rows).map(table::record).toList());
    return this;
  }

  /** Keeps what was found as the stream does. */
  @SafeVarargs
  public final <T> StoredRows withFindings(Table<T> table, T... findings) throws IOException {
    for (T finding : findings) {
      TableFile.write(storage(), table, table.file(finding), table.records(finding));
    }
    return this;
  }

  /** Keeps what was found in the directory of a day, as earlier builds did. */
  public <T> StoredRows inDayFile(Table<T> table, T finding) throws IOException {
    GenericRecord row = table.records(finding).get(0);
    storage().write(table.dayFile(row).orElseThrow(), table.schema(), List.of(row));
    return this;
  }

  /** All files that readers see, or all there are. */
  public List<String> files(boolean hidden) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(file -> hidden || !file.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** All directories below the table, the hidden ones too. */
  public List<String> directories() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isDirectory)
          .map(path -> directory.relativize(path).toString())
          .filter(path -> !path.isEmpty())
          .sorted()
          .toList();
    }
  }

  /** All rows that readers see, file by file, each in the file's order. */
  public List<GenericRecord> rows() throws IOException {
    var rows = new ArrayList<GenericRecord>();
    for (String file : files(false)) {
      rows.addAll(storage().read(file));
    }
    return rows;
  }
}
