package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.common.UserException;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.spark.sql.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Trend of a column of the rows over time.
 *
 * @param feature the column
 * @param by the time span of one line of the table
 * @param rig the rig, or null for the only rig
 */
record Trend(String feature, CyclesOptions.Span by, @Nullable String rig) implements CycleQuery {
  /** Returns the trend that the options ask for. */
  static Trend of(CyclesOptions options) {
    String feature = options.getFeature();
    if (feature == null || !isNumber(History.rowSchema().getField(feature))) {
      throw UserException.invalid(
          "--feature takes a column with numbers, such as TS1_avg or pressure_mean, not %s",
          feature == null ? "nothing" : feature);
    }
    return new Trend(feature, options.getBy(), options.getRig());
  }

  private static boolean isNumber(Schema.@Nullable Field field) {
    return field != null
        && field.schema().getLogicalType() == null
        && List.of(Schema.Type.UNION, Schema.Type.INT, Schema.Type.LONG)
            .contains(field.schema().getType());
  }

  @Override
  public QueryResult ask(History history) {
    String of = CycleQuery.rig(history, rig);
    boolean byCycle = by == CyclesOptions.Span.cycle;
    String span =
        byCycle ? "cycle, cycle_start AS start" : "date_trunc('" + by + "', window_start) AS " + by;
    var result =
        history.query(
            String.format(
                Locale.ROOT,
                """
            SELECT %1$s, avg(%2$s) AS mean, min(%2$s) AS least, max(%2$s) AS greatest,
              count(*) AS rows
            FROM %3$s WHERE rig = %4$s GROUP BY %5$s ORDER BY %6$s
            """,
                span,
                feature,
                byCycle ? "cycle_rows" : "rows",
                CycleQuery.literal(of),
                byCycle ? "cycle, cycle_start" : "1",
                byCycle ? "cycle_start, cycle" : "1"));
    TextTable table = TextTable.of(result);
    List<Double> means =
        result.select("mean").collectAsList().stream()
            .map((Row row) -> row.<Double>getAs(0))
            .toList();
    return new QueryResult(
        table,
        new HtmlPage(String.format(Locale.ROOT, "%s of %s by %s", feature, of, by))
            .plot("mean by " + by, List.of(new HtmlPage.Line(feature, means)))
            .table(table));
  }
}
