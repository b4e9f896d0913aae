package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.CsvTable;
import io.hydrobeam.batch.dataset.Label;
import io.hydrobeam.common.UserException;
import io.hydrobeam.tables.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reader of the examples of a data set made by {@code bin/hydrobeam dataset}, from its Parquet file
 * or otherwise its CSV file. Features are all numeric columns except labels, times and sample
 * counts. Cycles with a missing feature or label are skipped.
 */
final class DatasetReader {
  private static final Set<String> NO_FEATURES =
      Set.of(
          "rig",
          "cycle",
          "cycle_start",
          "cycle_end",
          "split",
          "windows",
          "sensor_count",
          "complete");

  /** Columns of a data set, and the values of each row: text, numbers or null. */
  private record Table(List<String> columns, List<Object[]> rows) {}

  private DatasetReader() {}

  /**
   * Reads the examples of a data set.
   *
   * @param block number of neighbouring cycle numbers in a block
   * @throws UserException if the data set cannot be read, with the remedy
   */
  static Examples read(String directory, int block) {
    try {
      return examples(directory, table(directory), block);
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.failed(
          "cannot read the data set %s (%s); make it again, or name another by --dataset",
          directory, UserException.rootCause(e));
    }
  }

  private static Table table(String directory) throws IOException {
    var root = new Path(directory);
    FileSystem fileSystem = Storage.fileSystem(root);
    var parquet = new Path(root, "data.parquet");
    var csv = new Path(root, "data.csv");
    if (fileSystem.exists(parquet)) {
      return table(Storage.rows(fileSystem, fileSystem.getFileStatus(parquet)));
    } else if (fileSystem.exists(csv)) {
      return table(CsvTable.read(fileSystem.open(csv)));
    }
    throw UserException.failed(
        "there is no data set at %s: neither data.parquet nor data.csv; make one by 'bin/hydrobeam"
            + " dataset', or name another by --dataset",
        directory);
  }

  private static Table table(List<GenericRecord> records) {
    if (records.isEmpty()) {
      return new Table(List.of(), List.of());
    }
    List<String> columns =
        records.get(0).getSchema().getFields().stream().map(Schema.Field::name).toList();
    List<Object[]> rows =
        records.stream()
            .map(r -> IntStream.range(0, columns.size()).mapToObj(r::get).toArray())
            .toList();
    return new Table(columns, rows);
  }

  private static Table table(CsvTable csv) {
    return new Table(csv.columns(), csv.rows().stream().map(r -> r.values().toArray()).toList());
  }

  private static Examples examples(String directory, Table table, int block) {
    List<String> columns = table.columns();
    int[] features =
        IntStream.range(0, columns.size()).filter(c -> isFeature(columns.get(c))).toArray();
    List<Label> labels = Label.all().stream().filter(label -> isKnown(table, label)).toList();
    List<Object[]> whole =
        table.rows().stream()
            .filter(row -> Arrays.stream(features).allMatch(c -> isNumber(row[c])))
            .filter(
                row -> labels.stream().allMatch(l -> isNumber(row[columns.indexOf(l.column())])))
            .toList();
    if (whole.isEmpty() || labels.isEmpty()) {
      throw UserException.failed(
          "the data set %s has no cycle with all features and a label; see its manifest.json",
          directory);
    }
    int rig = columns.indexOf("rig");
    int cycle = columns.indexOf("cycle");
    return new Examples(
        Arrays.stream(features).mapToObj(columns::get).toList(),
        whole.stream()
            .map(row -> Arrays.stream(features).mapToDouble(c -> number(row[c])).toArray())
            .toArray(double[][]::new),
        whole.stream()
            .map(row -> row[rig] + " " + Math.floorDiv((int) number(row[cycle]), block))
            .toList(),
        values(columns, whole, labels));
  }

  private static Map<Label, int[]> values(
      List<String> columns, List<Object[]> rows, List<Label> labels) {
    var values = new EnumMap<Label, int[]>(Label.class);
    for (Label label : labels) {
      int column = columns.indexOf(label.column());
      values.put(label, rows.stream().mapToInt(row -> (int) number(row[column])).toArray());
    }
    return values;
  }

  private static boolean isFeature(String column) {
    return !NO_FEATURES.contains(column)
        && !column.endsWith("_count")
        && Label.all().stream().noneMatch(label -> label.column().equals(column));
  }

  private static boolean isKnown(Table table, Label label) {
    int column = table.columns().indexOf(label.column());
    return column >= 0 && table.rows().stream().anyMatch(row -> isNumber(row[column]));
  }

  private static boolean isNumber(Object value) {
    return value != null && !value.toString().isEmpty();
  }

  private static double number(Object value) {
    return value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
  }
}
