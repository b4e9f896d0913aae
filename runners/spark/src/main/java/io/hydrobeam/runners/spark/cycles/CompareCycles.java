package io.hydrobeam.runners.spark.cycles;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.pipeline.CommandException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What differs between two cycles of a rig, by sensor and phase of 6 s, the most unusual first: the
 * difference of the means, divided by the standard deviation of that mean over all other cycles.
 * Where the others do not differ at all, or there are fewer than two, nothing can be said of how
 * unusual it is; such differences come last, by their size.
 *
 * @param first the number of one cycle
 * @param second the number of the other
 * @param rig the rig, or null for the only one
 * @param top how many differences are told
 */
record CompareCycles(int first, int second, @Nullable String rig, int top) implements Question {
  private static final int PHASE_SECONDS = 6;
  private static final int CYCLE_SECONDS = 60;
  private static final String SENSORS =
      Sensor.all().stream()
          .map(sensor -> String.format(Locale.ROOT, "'%s', %s_avg", sensor, sensor))
          .collect(joining(", ", "stack(" + Sensor.all().size() + ", ", ")"));

  /** Checks that there is something to compare. */
  CompareCycles {
    if (first == second) {
      throw CommandException.usage("compare takes two cycles that differ, not %d twice", first);
    } else if (top < 1) {
      throw CommandException.usage("--top takes a number from 1 on, not %d", top);
    }
  }

  @Override
  public Answer ask(History history) {
    String of = Question.rig(history, rig);
    history.query(seconds(of)).createOrReplaceTempView("seconds");
    requireCycle(history, of, first);
    requireCycle(history, of, second);
    TextTable table = TextTable.of(history.query(differences()));
    var page =
        new Page(String.format(Locale.ROOT, "Cycles %d and %d of %s", first, second, of))
            .table(table);
    List<Row> values =
        history
            .query(
                String.format(
                    Locale.ROOT,
                    "SELECT cycle, second, sensor, value FROM seconds WHERE cycle IN (%d, %d)",
                    first,
                    second))
            .collectAsList();
    for (Sensor sensor : Sensor.all()) {
      page.plot(
          String.format(
              Locale.ROOT, "%s, %s, %s", sensor, sensor.quantity().label(), sensor.unit()),
          List.of(line(values, sensor, first), line(values, sensor, second)));
    }
    return new Answer(table, page);
  }

  private static String seconds(String rig) {
    return String.format(
        Locale.ROOT,
        """
        WITH placed AS (
          SELECT *, CAST(unix_millis(window_start)
              - min(unix_millis(window_start)) OVER (PARTITION BY cycle) AS DOUBLE) / 1000 AS at
          FROM rows WHERE rig = %s)
        SELECT cycle, CAST(at AS INT) AS second, CAST(floor(at / %d) AS INT) AS phase, %s
          AS (sensor, value)
        FROM placed WHERE at < %d
        """,
        Question.literal(rig),
        PHASE_SECONDS,
        SENSORS,
        CYCLE_SECONDS);
  }

  private String differences() {
    return String.format(
        Locale.ROOT,
        """
        WITH means AS (
          SELECT cycle, sensor, phase, avg(value) AS mean FROM seconds GROUP BY 1, 2, 3),
        sides AS (
          SELECT sensor, phase,
            max(mean) FILTER (WHERE cycle = %1$d) AS first,
            max(mean) FILTER (WHERE cycle = %2$d) AS second,
            stddev_samp(mean) FILTER (WHERE cycle NOT IN (%1$d, %2$d)) AS spread
          FROM means GROUP BY 1, 2)
        SELECT sensor, concat(phase * %3$d, '-', (phase + 1) * %3$d, ' s') AS phase,
          first AS `cycle %1$d`, second AS `cycle %2$d`, second - first AS difference, spread,
          abs(second - first) / nullif(spread, 0) AS unusual
        FROM sides
        ORDER BY unusual DESC NULLS LAST, abs(second - first) DESC NULLS LAST, sensor, phase
        LIMIT %4$d
        """,
        first,
        second,
        PHASE_SECONDS,
        top);
  }

  private static void requireCycle(History history, String rig, int cycle) {
    if (history
        .query(String.format(Locale.ROOT, "SELECT 1 FROM seconds WHERE cycle = %d LIMIT 1", cycle))
        .isEmpty()) {
      throw CommandException.failed(
          "%s has no cycle %d; 'cycles list' shows those that it has", rig, cycle);
    }
  }

  private static Page.Line line(List<Row> values, Sensor sensor, int cycle) {
    var line = new ArrayList<Double>(Collections.nCopies(CYCLE_SECONDS, null));
    for (Row row : values) {
      if (row.getInt(0) == cycle && row.getString(2).equals(sensor.name())) {
        line.set(row.getInt(1), row.<Double>getAs(3));
      }
    }
    return new Page.Line("cycle " + cycle, line);
  }
}
