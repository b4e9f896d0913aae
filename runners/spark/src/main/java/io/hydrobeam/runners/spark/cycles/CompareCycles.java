package io.hydrobeam.runners.spark.cycles;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Comparison of two cycles of a rig, by sensor and phase of 6 s. The most unusual difference comes
 * first. A difference of means is divided by the standard deviation of the mean over all other
 * cycles. With fewer than two other cycles, or without any deviation among them, a difference has
 * no such score. Differences without a score come last, by their size.
 *
 * @param first the first cycle
 * @param second the second cycle
 * @param rig the rig, or null for the only rig
 * @param top the number of differences to show, at least 1
 */
record CompareCycles(CycleName first, CycleName second, @Nullable String rig, int top)
    implements CycleQuery {
  private static final int PHASE_SECONDS = 6;
  private static final String SENSORS =
      Sensor.all().stream()
          .map(sensor -> String.format(Locale.ROOT, "'%s', %s_avg", sensor, sensor))
          .collect(joining(", ", "stack(" + Sensor.all().size() + ", ", ")"));

  /** Checks that the two cycles differ and that top is at least 1. */
  CompareCycles {
    if (first.equals(second)) {
      throw UserException.invalid("compare takes two cycles that differ, not %s twice", first);
    } else if (top < 1) {
      throw UserException.invalid("--top must be at least 1, but was %d", top);
    }
  }

  @Override
  public QueryResult ask(History history) {
    String of = CycleQuery.rig(history, rig);
    return new CompareCycles(first.find(history, of), second.find(history, of), of, top)
        .compare(history);
  }

  private QueryResult compare(History history) {
    history.query(seconds()).createOrReplaceTempView("seconds");
    String one = name(first);
    String other = name(second);
    TextTable table = TextTable.of(history.query(differences(one, other)));
    var page =
        new HtmlPage(String.format(Locale.ROOT, "Cycles %s and %s of %s", one, other, rig))
            .table(table);
    List<Row> values =
        history
            .query("SELECT side, second, sensor, value FROM seconds WHERE side > 0")
            .collectAsList();
    for (Sensor sensor : Sensor.all()) {
      page.plot(
          String.format(
              Locale.ROOT, "%s, %s, %s", sensor, sensor.quantity().label(), sensor.unit()),
          List.of(line(values, sensor, 1, one), line(values, sensor, 2, other)));
    }
    return new QueryResult(table, page);
  }

  /** Returns the number of a cycle, with its start if both cycles have the same number. */
  private String name(CycleName cycle) {
    return first.number() == second.number() ? cycle.toString() : Integer.toString(cycle.number());
  }

  /**
   * Returns the query for the seconds of all cycles. The column {@code side} is 1 or 2 for the
   * compared cycles and 0 for the others.
   */
  private String seconds() {
    return String.format(
        Locale.ROOT,
        """
        WITH placed AS (
          SELECT *,
            CAST(unix_millis(window_start) - unix_millis(cycle_start) AS DOUBLE) / 1000 AS at,
            CASE WHEN %s THEN 1 WHEN %s THEN 2 ELSE 0 END AS side
          FROM cycle_rows WHERE rig = %s)
        SELECT cycle, cycle_start, side, CAST(at AS INT) AS second,
          CAST(floor(at / %d) AS INT) AS phase, %s AS (sensor, value)
        FROM placed WHERE at < %d
        """,
        first.condition(),
        second.condition(),
        CycleQuery.literal(rig),
        PHASE_SECONDS,
        SENSORS,
        CycleTrace.SECONDS);
  }

  private String differences(String one, String other) {
    return String.format(
        Locale.ROOT,
        """
        WITH means AS (
          SELECT cycle, cycle_start, side, sensor, phase, avg(value) AS mean FROM seconds
          GROUP BY 1, 2, 3, 4, 5),
        sides AS (
          SELECT sensor, phase,
            max(mean) FILTER (WHERE side = 1) AS first,
            max(mean) FILTER (WHERE side = 2) AS second,
            stddev_samp(mean) FILTER (WHERE side = 0) AS spread
          FROM means GROUP BY 1, 2)
        SELECT sensor, concat(phase * %3$d, '-', (phase + 1) * %3$d, ' s') AS phase,
          first AS `cycle %1$s`, second AS `cycle %2$s`, second - first AS difference, spread,
          abs(second - first) / nullif(spread, 0) AS unusual
        FROM sides
        ORDER BY unusual DESC NULLS LAST, abs(second - first) DESC NULLS LAST, sensor, phase
        LIMIT %4$d
        """,
        one,
        other,
        PHASE_SECONDS,
        top);
  }

  private static HtmlPage.Line line(List<Row> values, Sensor sensor, int side, String cycle) {
    var line = new ArrayList<Double>(Collections.nCopies(CycleTrace.SECONDS, null));
    for (Row row : values) {
      if (row.getInt(0) == side && row.getString(2).equals(sensor.name())) {
        line.set(row.getInt(1), row.<Double>getAs(3));
      }
    }
    return new HtmlPage.Line("cycle " + cycle, line);
  }
}
