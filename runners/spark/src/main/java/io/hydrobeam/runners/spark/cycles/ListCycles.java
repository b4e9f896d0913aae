package io.hydrobeam.runners.spark.cycles;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * All cycles with their time span, how many rows they have and how many of them are complete, and
 * how often they alerted.
 *
 * @param rig the rig, or null for all
 */
record ListCycles(@Nullable String rig) implements Question {
  @Override
  public Answer ask(History history) {
    String where = rig == null ? "" : "WHERE rig = " + Question.literal(rig);
    TextTable table =
        TextTable.of(
            history.query(
                String.format(
                    Locale.ROOT,
                    """
                WITH spans AS (
                  SELECT rig, cycle, min(window_start) AS start, max(window_end) AS end,
                    count(*) AS rows, count_if(complete) AS complete
                  FROM rows %s GROUP BY rig, cycle),
                alerting AS (
                  SELECT rig, cycle, count(*) AS alerts
                  FROM alerts WHERE state = 'raised' GROUP BY rig, cycle)
                SELECT rig, cycle, start, end, rows, complete, coalesce(alerts, 0) AS alerts
                FROM spans LEFT JOIN alerting USING (rig, cycle) ORDER BY rig, start, cycle
                """,
                    where)));
    if (table.lines().isEmpty()) {
      // Says that there are no rows at all, or none of that rig.
      Question.rig(history, rig);
    }
    return new Answer(table, null);
  }
}
