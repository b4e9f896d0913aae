package io.hydrobeam.sandbox.demo;

import java.nio.file.Path;
import java.util.List;

/** Commands to query the tables of a demo, ready to paste into a shell. */
final class Queries {
  private static final String COLUMNS =
      "cycle, count(*) AS seconds, round(avg(PS1_avg), 2) AS ps1,"
          + " round(avg(efficiency_index), 2) AS efficiency";

  private Queries() {}

  /** Returns the command for the features of the cycles in Spark SQL. */
  static String spark(Path streaming) {
    String table = "parquet.`file://" + streaming.toString().replace("`", "``") + "`";
    return "spark-sql -e " + quoted(select(COLUMNS, table) + " GROUP BY cycle ORDER BY cycle");
  }

  /** Returns the command for the features of the cycles in DuckDB. */
  static String duckDb(Path streaming) {
    return "duckdb -c "
        + quoted(select(COLUMNS, files(streaming)) + " GROUP BY cycle ORDER BY cycle");
  }

  /** Returns the command for the alerts in DuckDB. */
  static String duckDbAlerts(Path alerts) {
    String columns = "window_start, state, severity, type, sensor, round(value, 1) AS value";
    return "duckdb -c " + quoted(select(columns, files(alerts)) + " ORDER BY window_start");
  }

  /** Quotes a text as one word of a shell. */
  static String quoted(String text) {
    boolean plain = List.of("\"", "$", "`", "\\", "!").stream().noneMatch(text::contains);
    return plain ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String select(String columns, String table) {
    return "SELECT " + columns + " FROM " + table;
  }

  private static String files(Path table) {
    return "'" + table.toString().replace("'", "''") + "/**/*.parquet'";
  }
}
