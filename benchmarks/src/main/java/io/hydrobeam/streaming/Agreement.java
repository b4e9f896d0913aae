package io.hydrobeam.streaming;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;

import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Comparison of the rows of two directories: the same keys, each once, and the same figures to
 * 1e-9, with nulls at the same places. The revision is not compared.
 */
final class Agreement {
  private static final double TOLERANCE = 1e-9;

  private Agreement() {}

  /**
   * Compares our rows up to the last window closed by the other job. Throws an exception unless all
   * rows agree.
   */
  static void requireUpToTheLast(SparkSession spark, String ours, String theirs) {
    Dataset<Row> right = rows(spark, theirs);
    Object closed = right.agg(max("window_end")).first().get(0);
    require(rows(spark, ours).where(expr("window_end").leq(closed)), right);
  }

  /** Compares all rows. Throws an exception unless all rows agree. */
  static void requireAll(SparkSession spark, String ours, String theirs) {
    require(rows(spark, ours), rows(spark, theirs));
  }

  /**
   * Prints the number of equal rows and of our complete rows. Throws an exception unless all rows
   * agree.
   */
  private static void require(Dataset<Row> left, Dataset<Row> right) {
    Dataset<Row> both =
        left.as("l")
            .join(
                right.as("r"),
                expr("l.rig = r.rig AND l.cycle = r.cycle AND l.window_start = r.window_start"));
    long agree = both.where(String.format(Locale.ROOT, "NOT (%s)", differs())).count();
    long inOurs = left.count();
    long inTheirs = right.count();
    System.out.printf(
        Locale.ROOT,
        "agree=%d ours=%d theirs=%d complete=%d figures=%d%n",
        agree,
        inOurs,
        inTheirs,
        left.where("complete").count(),
        doubles().size() + exact().size());
    if (agree != inOurs || agree != inTheirs || agree == 0) {
      both.where(differs())
          .select("l.*", "r.*")
          .limit(2)
          .collectAsList()
          .forEach(System.err::println);
      throw new IllegalStateException("the rows do not agree");
    }
  }

  private static Dataset<Row> rows(SparkSession spark, String directory) {
    return spark.read().option("recursiveFileLookup", true).parquet(directory);
  }

  private static String differs() {
    String doubles =
        doubles().stream()
            .map(
                name ->
                    String.format(
                        Locale.ROOT,
                        "NOT (l.%1$s <=> r.%1$s) AND NOT coalesce(abs(l.%1$s - r.%1$s) <= %2$s * abs(l.%1$s), false)",
                        name,
                        TOLERANCE))
            .collect(joining(") OR (", "(", ")"));
    String exact =
        exact().stream()
            .map(name -> String.format(Locale.ROOT, "NOT (l.%1$s <=> r.%1$s)", name))
            .collect(joining(" OR "));
    return doubles + " OR " + exact;
  }

  private static List<String> doubles() {
    var names = new ArrayList<String>();
    for (Sensor sensor : Sensor.all()) {
      for (String figure : List.of("_avg", "_min", "_max", "_std")) {
        names.add(sensor + figure);
      }
    }
    names.addAll(
        List.of(
            "pressure_mean",
            "temperature_mean",
            "flow_mean",
            "pressure_range",
            "pressure_variability",
            "flow_pressure_ratio",
            "efficiency_index"));
    return names;
  }

  private static List<String> exact() {
    var names = new ArrayList<>(Sensor.all().stream().map(sensor -> sensor + "_count").toList());
    names.addAll(List.of("window_end", "sensor_count", "complete"));
    return names;
  }
}
