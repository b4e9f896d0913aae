package io.hydrobeam.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AnomalyColumns;
import io.hydrobeam.model.Column;
import io.hydrobeam.model.RowColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files that are generated from the columns: conf/tables.hql and the column tables of
 * docs/schemas.md. {@code -Dhydrobeam.generate=true} writes them anew.
 */
class HiveTablesTest {
  private static final String REMEDY =
      "run mvn -pl tables -am test -Dtest=HiveTablesTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dhydrobeam.generate=true";

  @Test
  void hiveDdlIsGeneratedFromTheColumns() throws IOException {
    compare(Path.of("..", "conf", "tables.hql"), HiveTables.ddl());
  }

  @Test
  void documentedColumnsAreGeneratedFromTheColumns() throws IOException {
    Path file = Path.of("..", "docs", "schemas.md");
    String text = Files.readString(file);
    for (var table :
        Map.of(
                "rows", RowColumns.all(),
                "anomalies", AnomalyColumns.all(),
                "alerts", AlertColumns.all())
            .entrySet()) {
      String begin = "<!-- columns of " + table.getKey() + ": generated -->\n";
      String end = "<!-- end -->\n";
      assertThat(text).contains(begin);
      int from = text.indexOf(begin) + begin.length();
      int to = text.indexOf(end, from);
      text = text.substring(0, from) + markdown(table.getValue()) + text.substring(to);
    }
    compare(file, text);
  }

  private static void compare(Path file, String generated) throws IOException {
    if (Boolean.getBoolean("hydrobeam.generate")) {
      Files.writeString(file, generated);
    }
    assertThat(Files.readString(file)).as(REMEDY).isEqualTo(generated);
  }

  /** Returns a table in which neighbours of one type and content share a line. */
  private static String markdown(List<? extends Column<?>> columns) {
    var lines =
        new ArrayList<String>(List.of("| column | type | null | content |", "|---|---|---|---|"));
    var names = new ArrayList<String>();
    String last = "";
    for (Column<?> column : columns) {
      String rest =
          Stream.of(type(column), column.nullable() ? "yes" : "no", column.description())
              .reduce("", (a, b) -> a + " | " + b);
      boolean isOfOtherSensor = column.description().matches(".* sensor (?!PS1\\b)[A-Z].*");
      if (isOfOtherSensor) {
        continue;
      }
      rest = rest.replace("sensor PS1", "each sensor S");
      if (!rest.equals(last)) {
        add(lines, names, last);
      }
      last = rest;
      names.add("`" + column.name().replaceFirst("^PS1_", "S_") + "`");
    }
    add(lines, names, last);
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, List<String> names, String rest) {
    if (!names.isEmpty()) {
      lines.add("| " + String.join(", ", names) + rest + " |");
      names.clear();
    }
  }

  private static String type(Column<?> column) {
    return switch (column.type()) {
      case TEXT -> "string";
      case INT -> "int";
      case LONG -> "long";
      case DOUBLE -> "double";
      case BOOLEAN -> "boolean";
      case TIMESTAMP -> "timestamp, UTC";
    };
  }
}
