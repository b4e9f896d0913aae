package io.hydrobeam.tables;

import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AnomalyColumns;
import io.hydrobeam.model.Column;
import io.hydrobeam.model.RowColumns;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** DDL of the compacted tables for Hive, and for Trino through Hive's metastore. */
public final class HiveTables {
  private static final int WIDTH = 92;
  private static final String HEAD =
      """
      -- The compacted tables for Hive, and for Trino through Hive's metastore. Replace OUTPUT by the
      -- --output of the stream, such as hdfs://HOST:PORT/rigs. Run the MSCK REPAIR TABLE statements
      -- again for new hours. Partition keys are numbers in UTC, also for directories such as month=08.
      -- Hive shows timestamps in the time zone of its server.
      """;

  private HiveTables() {}

  /** Returns the statements that declare all compacted tables. */
  public static String ddl() {
    return HEAD
        + String.join(
            "\n",
            ddl("hydrobeam_rows", TableKind.ROWS, RowColumns.all()),
            ddl("hydrobeam_anomalies", TableKind.ANOMALIES, AnomalyColumns.all()),
            ddl("hydrobeam_alerts", TableKind.ALERTS, AlertColumns.all()));
  }

  private static String ddl(String name, TableKind kind, List<? extends Column<?>> columns) {
    return String.format(
        Locale.ROOT,
        """
        CREATE EXTERNAL TABLE %1$s (
        %2$s
        )
        PARTITIONED BY (year int, month int, day int, hour int)
        STORED AS PARQUET
        LOCATION 'OUTPUT/%3$s';

        MSCK REPAIR TABLE %1$s;
        """,
        name,
        wrapped(columns.stream().map(HiveTables::column).toList()),
        kind.compacted());
  }

  private static String column(Column<?> column) {
    // LIMIT is a keyword.
    String name = column.name().equals("limit") ? "`limit`" : column.name();
    return name
        + switch (column.type()) {
          case TEXT -> " string";
          case INT -> " int";
          case LONG -> " bigint";
          case DOUBLE -> " double";
          case BOOLEAN -> " boolean";
          case TIMESTAMP -> " timestamp";
        };
  }

  /** Returns lines of columns, with a new line for each sensor. */
  private static String wrapped(List<String> columns) {
    var lines = new StringBuilder();
    var line = new StringBuilder(" ");
    String separated = columns.stream().collect(Collectors.joining(",\n"));
    for (String column : separated.split("\n")) {
      boolean isOfNextSensor =
          column.contains("_avg ") || line.toString().contains("_count bigint");
      if (isOfNextSensor || line.length() + 1 + column.length() > WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder(" ");
      }
      line.append(' ').append(column);
    }
    return lines.append(line).toString();
  }
}
