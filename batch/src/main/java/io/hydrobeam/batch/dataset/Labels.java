package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.recordings.NumberLines;
import io.hydrobeam.tables.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Labels of cycles. The source is a profile.txt, with an optional cycles.txt in the same directory,
 * or a CSV file with named columns. A label without a rig applies to the cycle with its number of
 * every rig.
 */
final class Labels {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
  private static final String ANY_RIG = "";
  private static final int LONGEST_SHOWN = 60;

  private final Map<String, TreeMap<Integer, Map<Label, Integer>>> byRig = new TreeMap<>();
  private final Set<Label> known = new TreeSet<>();

  private Labels() {}

  /**
   * Reads a file of labels.
   *
   * @param firstCycle the offset added to the cycle numbers of a profile.txt
   * @throws UserException naming the file, the line and the error
   */
  static Labels read(String file, int firstCycle) {
    var path = new Path(file);
    var labels = new Labels();
    if (path.getName().endsWith(".csv")) {
      if (firstCycle != 0) {
        throw UserException.invalid(
            "--labelsFirstCycle is for a profile.txt; %s names the cycles itself", file);
      }
      labels.readCsv(file, read(path, CsvTable::read));
    } else {
      labels.readProfile(path, firstCycle);
    }
    if (labels.byRig.isEmpty()) {
      throw UserException.failed("%s has no labels; it needs one line for each cycle", file);
    }
    return labels;
  }

  /** Returns the labels of a cycle, possibly fewer than all five; null if there are none. */
  @Nullable Map<Label, Integer> of(String rig, int cycle) {
    for (String name : List.of(rig, ANY_RIG)) {
      var cycles = byRig.get(name);
      if (cycles != null && cycles.containsKey(cycle)) {
        return cycles.get(cycle);
      }
    }
    return null;
  }

  /** Returns the labels known for at least one cycle. */
  Set<Label> known() {
    return known;
  }

  /** Returns the cycles with labels, by rig. The empty rig name stands for any rig. */
  Map<String, Set<Integer>> cycles() {
    var cycles = new TreeMap<String, Set<Integer>>();
    byRig.forEach((rig, labels) -> cycles.put(rig, labels.keySet()));
    return cycles;
  }

  private void readProfile(Path path, int firstCycle) {
    List<int[]> rows =
        read(path, in -> NumberLines.labels(path.toString(), in, UserException.Kind.FAILED));
    Path numbersFile = new Path(path.getParent(), "cycles.txt");
    List<Integer> numbers =
        exists(numbersFile)
            ? read(
                numbersFile,
                in -> NumberLines.cycles(numbersFile.toString(), in, UserException.Kind.FAILED))
            : null;
    if (numbers != null && numbers.size() != rows.size()) {
      throw UserException.failed(
          "%s has %d rows, but %s beside it has %d; each row needs its cycle number",
          path, rows.size(), numbersFile.getName(), numbers.size());
    }
    for (int i = 0; i < rows.size(); i++) {
      var labels = new EnumMap<Label, Integer>(Label.class);
      for (Label label : Label.all()) {
        labels.put(label, rows.get(i)[label.ordinal()]);
      }
      int cycle = numbers == null ? i : numbers.get(i);
      add(path.toString(), i + 1, ANY_RIG, cycle + firstCycle, labels);
    }
  }

  private void readCsv(String file, CsvTable table) {
    List<String> header = table.columns();
    if (header.isEmpty()) {
      throw UserException.failed("%s is empty; its first line must name the columns", file);
    }
    for (String column : header) {
      if (!isRowName(column)
          && !column.equals("cycle")
          && !column.equals("rig")
          && named(column) == null) {
        throw UserException.failed(
            "%s has a column '%s'; it takes cycle, rig, %s",
            file, column, String.join(", ", Label.all().stream().map(Label::column).toList()));
      }
    }
    if (!header.contains("cycle") || header.stream().noneMatch(c -> named(c) != null)) {
      throw UserException.failed(
          "%s needs a first line that names the column cycle and one label at least, such as"
              + " cycle,valve",
          file);
    }
    table.rows().forEach(row -> readRow(file, header, row));
  }

  private void readRow(String file, List<String> header, CsvTable.Row row) {
    int line = Math.toIntExact(row.line());
    if (row.values().size() != header.size()) {
      throw wrong(
          file, line, String.join(",", row.values()), header.size() + " values as the first line");
    }
    String rig = ANY_RIG;
    int cycle = 0;
    var labels = new EnumMap<Label, Integer>(Label.class);
    for (int c = 0; c < header.size(); c++) {
      String value = row.values().get(c);
      switch (header.get(c)) {
        case "rig" -> rig = value;
        case "cycle" -> cycle = whole(file, line, value);
        default -> {
          Label label = named(header.get(c));
          if (label != null && !value.isEmpty()) {
            labels.put(label, whole(file, line, value));
          }
        }
      }
    }
    add(file, line, rig, cycle, labels);
  }

  /** Returns true for the unnamed first column of row names, as written by write.csv of R. */
  private static boolean isRowName(String column) {
    return column.isEmpty();
  }

  private void add(String file, int line, String rig, int cycle, Map<Label, Integer> labels) {
    known.addAll(labels.keySet());
    if (byRig.computeIfAbsent(rig, r -> new TreeMap<>()).put(cycle, labels) != null) {
      throw UserException.failed(
          "%s, line %d: cycle %d has labels already; remove one of the two", file, line, cycle);
    }
  }

  private static @Nullable Label named(String column) {
    return Label.all().stream().filter(l -> l.column().equals(column)).findFirst().orElse(null);
  }

  private static int whole(String file, int line, String value) {
    if (!WHOLE.matcher(value.strip()).matches()) {
      throw wrong(file, line, value, "a whole number");
    }
    return Integer.parseInt(value.strip());
  }

  private static UserException wrong(String file, int line, String text, String takes) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    return UserException.failed(
        "%s, line %d: '%s' is not %s; correct the line", file, line, shown, takes);
  }

  private static boolean exists(Path path) {
    try {
      return Storage.fileSystem(path).exists(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static <T> T read(Path path, Content<T> content) {
    try (InputStream in = Storage.fileSystem(path).open(path)) {
      return content.of(in);
    } catch (FileNotFoundException e) {
      throw UserException.failed("there is no file of labels %s; name one by --labels", path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private interface Content<T> {
    T of(InputStream in) throws IOException;
  }

  private static UserException unreadable(Path path, IOException e) {
    return UserException.failed(
        "cannot read the labels %s (%s); make the file readable or name another by --labels",
        path, UserException.rootCause(e));
  }
}
