package io.hydrobeam.runners.spark.cycles;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * List of all cycles with time span, number of rows, of complete rows and of alerts raised.
 *
 * @param rig the rig, or null for all rigs
 */
record ListCycles(@Nullable String rig) implements CycleQuery {
  @Override
  public QueryResult ask(History history) {
    String where = rig == null ? "" : "WHERE rig = " + CycleQuery.literal(rig);
    TextTable table =
        TextTable.of(
            history.query(
                String.format(
                    Locale.ROOT,
                    """
                WITH alerting AS (
                  SELECT c.rig, c.cycle, c.start, count(*) AS alerts
                  FROM cycles c JOIN alerts a ON a.rig = c.rig AND a.cycle = c.cycle
                    AND a.window_start >= c.start AND a.window_start < c.end
                  WHERE a.state = 'raised' GROUP BY c.rig, c.cycle, c.start)
                SELECT rig, cycle, start, end, rows, complete, coalesce(alerts, 0) AS alerts
                FROM cycles LEFT JOIN alerting USING (rig, cycle, start) %s
                ORDER BY rig, start, cycle
                """,
                    where)));
    if (table.lines().isEmpty()) {
      // Reports an error if there are no rows at all, or no rows of this rig.
      CycleQuery.rig(history, rig);
    }
    return new QueryResult(table, null);
  }
}
