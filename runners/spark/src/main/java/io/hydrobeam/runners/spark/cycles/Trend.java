package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.pipeline.CommandException;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.spark.sql.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How a column of the rows has gone over time.
 *
 * @param feature the column
 * @param by what one line of the table covers
 * @param rig the rig, or null for the only one
 */
record Trend(String feature, CyclesOptions.Span by, @Nullable String rig) implements Question {
  /** The trend that the options ask for. */
  static Trend of(CyclesOptions options) {
    String feature = options.getFeature();
    if (feature == null || !isNumber(History.rowSchema().getField(feature))) {
      throw CommandException.usage(
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
  public Answer ask(History history) {
    String of = Question.rig(history, rig);
    var result =
        history.query(
            String.format(
                Locale.ROOT,
                """
            SELECT %s AS %s, avg(%s) AS mean, min(%s) AS least, max(%s) AS greatest,
              count(*) AS rows
            FROM rows WHERE rig = %s GROUP BY 1 ORDER BY 1
            """,
                by == CyclesOptions.Span.cycle ? "cycle" : "date_trunc('" + by + "', window_start)",
                by,
                feature,
                feature,
                feature,
                Question.literal(of)));
    TextTable table = TextTable.of(result);
    List<Double> means =
        result.select("mean").collectAsList().stream()
            .map((Row row) -> row.<Double>getAs(0))
            .toList();
    return new Answer(
        table,
        new Page(String.format(Locale.ROOT, "%s of %s by %s", feature, of, by))
            .plot("mean by " + by, List.of(new Page.Line(feature, means)))
            .table(table));
  }
}
