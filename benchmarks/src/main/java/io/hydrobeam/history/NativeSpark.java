package io.hydrobeam.history;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.row_number;

import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Jobs {@code compact} and {@code dataset} in plain Spark SQL for comparison, and checks of the
 * resulting tables.
 *
 * <pre>
 *   NativeSpark compact STREAMING OUTPUT        one sorted file an hour and rig
 *   NativeSpark dataset STREAMING LABELS OUTPUT one row a cycle, with labels
 *   NativeSpark query TABLE                     one sensor in one hour: how long that takes
 *   NativeSpark agree OURS THEIRS               whether two data sets are the same
 * </pre>
 */
public final class NativeSpark {
  private static final int PHASES = 10;
  private static final double TOLERANCE = 1e-6;
  private static final List<String> PLACES = List.of("year", "month", "day", "hour");

  private NativeSpark() {}

  /** Runs one of the commands. */
  public static void main(String[] arguments) {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("native")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 16)
            // By default Spark starts one task per directory, and there are thousands of
            // directories.
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", 8)
            .getOrCreate()) {
      switch (arguments[0]) {
        case "compact" -> compact(spark, arguments[1], arguments[2]);
        case "dataset" -> dataset(spark, arguments[1], arguments[2], arguments[3]);
        case "query" -> query(spark, arguments[1]);
        case "agree" -> agree(spark, arguments[1], arguments[2]);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private static void compact(SparkSession spark, String input, String output) {
    Dataset<Row> rows = best(rows(spark, input));
    Dataset<Row> placed = rows;
    for (String place : PLACES) {
      placed = placed.withColumn(place, date_format(col("window_start"), pattern(place)));
    }
    Column[] file =
        Stream.concat(PLACES.stream(), Stream.of("rig"))
            .map(name -> col(name))
            .toArray(Column[]::new);
    placed
        .repartition(file)
        .sortWithinPartitions(
            Stream.concat(Stream.of(file), Stream.of(col("window_start"), col("cycle")))
                .toArray(Column[]::new))
        .write()
        .partitionBy(PLACES.toArray(String[]::new))
        .parquet(output);
  }

  private static String pattern(String place) {
    return switch (place) {
      case "year" -> "yyyy";
      case "month" -> "MM";
      case "day" -> "dd";
      default -> "HH";
    };
  }

  /** Reads the columns in the files. The directory layout does not matter. */
  private static Dataset<Row> rows(SparkSession spark, String table) {
    return spark.read().option("recursiveFileLookup", true).parquet(table);
  }

  /** Keeps each row once, in the version with the most samples, then with the highest revision. */
  private static Dataset<Row> best(Dataset<Row> rows) {
    String samples = sensors(sensor -> sensor + "_count", " + ");
    return rows.withColumn(
            "version",
            row_number()
                .over(
                    Window.partitionBy("rig", "cycle", "window_start")
                        .orderBy(expr(samples).desc(), col("revision").desc())))
        .where("version = 1")
        .drop("version");
  }

  /**
   * Exports a data set. The query starts with one row per sensor, then sums by phase and by cycle,
   * and pivots the figures into columns at the end. With all sensors side by side from the start,
   * the plan has so many expressions that compilation takes most of the time.
   */
  private static void dataset(SparkSession spark, String input, String labels, String output) {
    // A single shuffle collects all rows of a cycle for the following steps.
    best(rows(spark, input).repartition(col("rig"), col("cycle")))
        .selectExpr(
            "rig",
            "cycle",
            "window_start",
            "window_end",
            "(unix_millis(window_start)"
                + " - unix_millis(min(window_start) OVER (PARTITION BY rig, cycle))) / 1000 AS t",
            String.format(
                Locale.ROOT,
                "stack(%d, %s) AS (sensor, n, avg, std, min, max)",
                Sensor.all().size(),
                sensors(NativeSpark::ofSensor, ", ")))
        .createOrReplaceTempView("seconds");
    spark
        .sql(
            """
            SELECT rig, cycle, sensor, CAST(floor(t / 6) AS INT) AS phase,
              count(*) AS windows, min(window_start) AS start, max(window_end) AS end,
              sum(n) AS n, sum(n * avg) AS x, sum((n - 1) * std * std + n * avg * avg) AS xx,
              min(min) AS min, max(max) AS max, count(avg) AS w,
              sum(IF(avg IS NULL, NULL, t)) AS t, sum(IF(avg IS NULL, NULL, t * t)) AS tt,
              sum(avg) AS y, sum(t * avg) AS ty
            FROM seconds GROUP BY 1, 2, 3, 4
            """)
        .createOrReplaceTempView("phases");
    spark
        .sql(
            """
            WITH cycles AS (
              SELECT rig, cycle, sensor, sum(windows) AS windows,
                min(start) AS start, max(end) AS end,
                sum(n) AS n, sum(x) AS x, sum(xx) AS xx, min(min) AS min, max(max) AS max,
                sum(w) AS w, sum(t) AS t, sum(tt) AS tt, sum(y) AS y, sum(ty) AS ty,
                sort_array(collect_list(struct(phase, n, x, xx))) AS phases
              FROM phases GROUP BY 1, 2, 3)
            SELECT rig, cycle, sensor, windows, start, end, struct(
              x / n AS avg, sqrt(greatest(0, xx - x * x / n) / (n - 1)) AS std, min, max,
              n AS count, (w * ty - t * y) / (w * tt - t * t) AS slope,
              transform(phases, p -> p.x / p.n) AS means,
              transform(phases, p -> sqrt(greatest(0, p.xx - p.x * p.x / p.n) / (p.n - 1))) AS stds
            ) AS f
            FROM cycles WHERE windows = 60
            """)
        .groupBy("rig", "cycle", "windows", "start", "end")
        .pivot("sensor", Sensor.all().stream().<Object>map(Sensor::name).toList())
        .agg(first("f"))
        .createOrReplaceTempView("cycles");
    var numbered =
        spark
            .read()
            .option("sep", "\t")
            .schema("cooler INT, valve INT, pump INT, accumulator INT, stable INT")
            .csv(labels)
            .coalesce(1)
            .selectExpr("CAST(monotonically_increasing_id() AS INT) AS cycle", "*");
    numbered.createOrReplaceTempView("labels");
    spark
        .sql(
            "SELECT rig, cycle, start AS cycle_start, end AS cycle_end, cooler, valve, pump,"
                + " accumulator, stable, "
                + sensors(NativeSpark::figures, ", ")
                + " FROM cycles JOIN labels USING (cycle)")
        .repartition(1)
        .sortWithinPartitions("rig", "cycle")
        .selectExpr("*", means("pressure_mean", "PS1", "PS2", "PS3", "PS4", "PS5", "PS6"))
        .write()
        .parquet(output);
  }

  private static String ofSensor(Sensor sensor) {
    return String.format(
        Locale.ROOT, "'%1$s', %1$s_count, %1$s_avg, %1$s_std, %1$s_min, %1$s_max", sensor);
  }

  private static String figures(Sensor sensor) {
    var figures = new ArrayList<String>();
    for (String figure : List.of("avg", "std", "min", "max", "count", "slope")) {
      figures.add(String.format(Locale.ROOT, "%1$s.%2$s AS %1$s_%2$s", sensor, figure));
    }
    for (int phase = 0; phase < PHASES; phase++) {
      String name = String.format(Locale.ROOT, "p%02d", phase + 1);
      figures.add(String.format(Locale.ROOT, "%1$s.means[%2$d] AS %1$s_%3$s", sensor, phase, name));
      figures.add(
          String.format(Locale.ROOT, "%1$s.stds[%2$d] AS %1$s_%3$s_std", sensor, phase, name));
    }
    return String.join(", ", figures);
  }

  private static String means(String name, String... sensors) {
    return "("
        + Stream.of(sensors).map(sensor -> sensor + "_avg").collect(joining(" + "))
        + ") / "
        + sensors.length
        + " AS "
        + name;
  }

  private static String sensors(Function<Sensor, String> sql, String between) {
    return Sensor.all().stream().map(sql).collect(joining(between));
  }

  /** Runs the query three times. The first run includes the startup cost of Spark. */
  private static void query(SparkSession spark, String table) {
    for (int i = 1; i <= 3; i++) {
      long start = System.nanoTime();
      List<Row> answer =
          spark
              .read()
              .parquet(table)
              .where("year = 2025 AND month = 11 AND day = 3 AND hour = 14")
              .selectExpr("avg(TS1_avg)", "max(TS1_max)", "count(*)")
              .collectAsList();
      System.out.printf(
          Locale.ROOT, "query %d: %.2f s %s%n", i, (System.nanoTime() - start) / 1e9, answer);
    }
  }

  private static void agree(SparkSession spark, String ours, String theirs) {
    Dataset<Row> left = spark.read().parquet(ours);
    Dataset<Row> right = spark.read().parquet(theirs);
    List<String> figures =
        Sensor.all().stream()
            .flatMap(
                sensor ->
                    Stream.concat(
                            Stream.of("avg", "std", "min", "max", "count", "slope"),
                            IntStream.rangeClosed(1, PHASES)
                                .boxed()
                                .flatMap(
                                    i ->
                                        Stream.of(
                                            String.format(Locale.ROOT, "p%02d", i),
                                            String.format(Locale.ROOT, "p%02d_std", i))))
                        .map(figure -> sensor + "_" + figure))
            .toList();
    String differs =
        Stream.concat(Stream.of("cooler", "stable", "pressure_mean"), figures.stream())
            .map(
                name ->
                    String.format(
                        Locale.ROOT,
                        "NOT (l.%1$s <=> r.%1$s) AND NOT coalesce(abs(l.%1$s - r.%1$s) <= %2$s * (1 + abs(l.%1$s)), false)",
                        name,
                        TOLERANCE))
            .collect(joining(") OR (", "(", ")"));
    long both =
        left.as("l").join(right.as("r"), expr("l.rig = r.rig AND l.cycle = r.cycle")).count();
    long different =
        left.as("l")
            .join(right.as("r"), expr("l.rig = r.rig AND l.cycle = r.cycle"))
            .where(differs)
            .count();
    System.out.printf(
        Locale.ROOT,
        "%,d cycles and %,d; %,d in both, of which %,d differ in one of %d figures%n",
        left.count(),
        right.count(),
        both,
        different,
        figures.size());
    if (both != left.count() || both != right.count() || different > 0) {
      throw new IllegalStateException("the data sets do not agree");
    }
  }
}
