package io.hydrobeam.it;

import static java.util.stream.Collectors.toMap;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * A table as whoever reads its directory finds it.
 *
 * @param files the rows of each file, by the file's path below the table; a row is its columns by
 *     name, times as {@link Instant}
 */
record StoredTable(SortedMap<String, List<Map<String, Object>>> files) {

  /** Reads every file below a directory, hidden ones too; empty if there is no such directory. */
  static StoredTable read(String directory) {
    var files = new TreeMap<String, List<Map<String, Object>>>();
    try (FileSystem fs = FileSystem.newInstance(URI.create(directory), new Configuration())) {
      var root = fs.makeQualified(new Path(directory));
      var found = fs.listFiles(root, true);
      while (found.hasNext()) {
        Path file = found.next().getPath();
        String name = file.toString().substring(root.toString().length() + 1);
        files.put(name, rows(fs, file));
      }
    } catch (FileNotFoundException e) {
      return new StoredTable(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StoredTable(files);
  }

  /** All rows of all files. */
  List<Map<String, Object>> rows() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  /** The rows of the table by their keys; fails if two have the same. */
  SortedMap<RowKey, Map<String, Object>> byKey() {
    return rows().stream().collect(toMap(StoredTable::key, row -> row, onlyOnce(), TreeMap::new));
  }

  private static java.util.function.BinaryOperator<Map<String, Object>> onlyOnce() {
    return (a, b) -> {
      throw new AssertionError("the table holds a row twice: " + a + " and " + b);
    };
  }

  static RowKey key(Map<String, Object> row) {
    return new RowKey(
        (String) row.get("rig"), (Integer) row.get("cycle"), (Instant) row.get("window_start"));
  }

  private static List<Map<String, Object>> rows(FileSystem fs, Path file) throws IOException {
    var rows = new ArrayList<Map<String, Object>>();
    var input = HadoopInputFile.fromStatus(fs.getFileStatus(file), fs.getConf());
    try (var reader =
        AvroParquetReader.<GenericRecord>builder(input).withDataModel(new GenericData()).build()) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(columns(row));
      }
    }
    return rows;
  }

  private static Map<String, Object> columns(GenericRecord row) {
    var columns = new HashMap<String, Object>();
    for (Schema.Field field : row.getSchema().getFields()) {
      Object value = row.get(field.pos());
      if (field.schema().getLogicalType() instanceof LogicalTypes.TimestampMillis) {
        value = Instant.ofEpochMilli((Long) value);
      } else if (value instanceof CharSequence text) {
        value = text.toString();
      }
      columns.put(field.name(), value);
    }
    return columns;
  }
}
