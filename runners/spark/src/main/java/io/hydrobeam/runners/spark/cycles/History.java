package io.hydrobeam.runners.spark.cycles;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleRule;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.RowTable;
import io.hydrobeam.tables.TableKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Tables of a stream as views of a Spark session. The views {@code rows}, {@code anomalies} and
 * {@code alerts} hold each row once, from small and compacted files. The view {@code cycle_rows}
 * adds the start of the cycle to each row. The view {@code cycles} has one row per cycle. Both
 * cycle views follow {@link CycleRule}.
 */
final class History implements AutoCloseable {
  private static final String SAMPLES =
      Sensor.all().stream()
          .map(
              sensor ->
                  "coalesce(" + sensor + "_count, 0)") // null if an older file lacks the column
          .collect(joining(" + "));

  private static final List<String> TABLES =
      List.of("streaming", "compacted", "anomalies", "alerts");

  /**
   * SQL expression for the scope of a type. Anomalies of one scope replace each other, see {@link
   * Type#scope}.
   */
  private static final String SCOPE =
      Stream.of(Type.values())
          .map(type -> "WHEN '" + type.label() + "' THEN '" + type.scope().label() + "'")
          .collect(joining(" ", "CASE type ", " END"));

  /**
   * Query for the rows with the start of their cycle. The function {@code cycle_starts} applies
   * {@link CycleRule}.
   */
  private static final String CYCLE_ROWS =
      String.format(
          Locale.ROOT,
          """
          SELECT r.*, timestamp_millis(s.start) AS cycle_start
          FROM rows r JOIN (
            SELECT rig, cycle,
              explode(cycle_starts(array_sort(collect_set(unix_millis(window_start))))) AS start
            FROM rows GROUP BY rig, cycle) s
          ON r.rig = s.rig AND r.cycle = s.cycle
            AND unix_millis(r.window_start) BETWEEN s.start AND s.start + %d
          """,
          CycleTrace.LENGTH_MILLIS);

  private static final String CYCLES =
      """
      SELECT rig, cycle, cycle_start AS start, max(window_end) AS end, count(*) AS rows,
        count_if(complete) AS complete
      FROM cycle_rows GROUP BY rig, cycle, cycle_start
      """;

  private final SparkSession spark;
  private final String directory;

  private History(SparkSession spark, String directory) {
    this.spark = spark;
    this.directory = directory;
  }

  /**
   * Opens the tables below a directory, without reading rows.
   *
   * @throws UserException if there is no table of rows below the directory
   */
  static History open(String directory, String master) {
    SparkSession spark =
        SparkSession.builder()
            .master(master)
            .appName("cycles")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 8)
            .getOrCreate();
    // Errors are reported in a message. Spark would print the same error with a stack trace first.
    spark.sparkContext().setLogLevel("OFF");
    var history = new History(spark, directory.replaceFirst("/+$", ""));
    try {
      history.register();
      return history;
    } catch (IOException | IllegalArgumentException e) {
      history.close();
      throw UserException.failed(
          "cannot read %s (%s); start the file system, or correct --input",
          directory, UserException.rootCause(e));
    } catch (UserException e) {
      history.close();
      throw e;
    }
  }

  private void register() throws IOException {
    boolean small = isTable("streaming");
    boolean large = isTable("compacted");
    if (!small && !large) {
      throw UserException.failed(
          "there is neither %s/streaming nor %s/compacted; --input takes the --output of the stream",
          directory, directory);
    }
    StructType columns = columns(rowSchema());
    Dataset<Row> rows =
        small && large
            ? best(table("streaming", columns).unionByName(table("compacted", columns)))
            : table(small ? "streaming" : "compacted", columns);
    rows.createOrReplaceTempView("rows");
    spark
        .udf()
        .register(
            "cycle_starts",
            (UDF1<Seq<Long>, List<Long>>) History::cycleStarts,
            DataTypes.createArrayType(DataTypes.LongType));
    spark.sql(CYCLE_ROWS).createOrReplaceTempView("cycle_rows");
    spark.sql(CYCLES).createOrReplaceTempView("cycles");
    registerIfThere(TableKind.ANOMALIES);
    registerIfThere(TableKind.ALERTS);
  }

  /**
   * Registers small and compacted files as one view, with each version once. A stream without
   * trouble leaves no such table; the view is then empty.
   */
  private void registerIfThere(TableKind kind) throws IOException {
    StructType columns = columns(kind.table(PartitionBy.SECOND).schema());
    Dataset<Row> small =
        isTable(kind.directory())
            ? table(kind.directory(), columns)
            : spark.createDataFrame(List.of(), columns);
    Dataset<Row> rows =
        isTable(kind.compacted()) ? latest(kind, small, table(kind.compacted(), columns)) : small;
    rows.createOrReplaceTempView(kind.directory());
  }

  /**
   * Keeps the better version of a row in both tables. Of two equal versions, the row of the small
   * file is kept.
   */
  private static Dataset<Row> latest(TableKind kind, Dataset<Row> small, Dataset<Row> large) {
    var together =
        kind == TableKind.ANOMALIES
            ? Window.partitionBy(col("rig"), col("cycle"), col("window_start"), expr(SCOPE))
                .orderBy(col("samples").desc(), col("revision").desc(), col("is_small").desc())
            : Window.partitionBy("rig", "window_start", "id").orderBy(col("is_small").desc());
    return small
        .withColumn("is_small", lit(true))
        .unionByName(large.withColumn("is_small", lit(false)))
        .withColumn("version", rank().over(together))
        .where("version = 1")
        .drop("version", "is_small");
  }

  private static List<Long> cycleStarts(Seq<Long> windowStarts) {
    return CycleRule.starts(
        new TreeSet<>(JavaConverters.seqAsJavaList(windowStarts)), CycleTrace.LENGTH_MILLIS);
  }

  /** Runs a query over the views. */
  Dataset<Row> query(String sql) {
    return spark.sql(sql);
  }

  /**
   * Returns the paths of the files with rows before 1900, in order. Spark refuses to read such
   * files unless a setting names the calendar of the writer.
   */
  List<String> filesBefore1900() throws IOException {
    // The writer of Hydrobeam uses the proleptic Gregorian calendar for all times, as all writers
    // since 2020.
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
    var files = new TreeSet<String>();
    for (String name : TABLES) {
      if (isTable(name)) {
        table(name, new StructType().add("window_start", DataTypes.TimestampType))
            .where("window_start < TIMESTAMP '1900-01-01 00:00:00Z'")
            .select(input_file_name())
            .distinct()
            .collectAsList()
            .forEach(row -> files.add(row.getString(0)));
      }
    }
    return List.copyOf(files);
  }

  /** Returns the schema of the rows. */
  static Schema rowSchema() {
    return new RowTable(PartitionBy.SECOND).schema();
  }

  /** Keeps the version of each row that {@link RowTable} prefers. */
  private static Dataset<Row> best(Dataset<Row> versions) {
    var ofOneRow =
        Window.partitionBy("rig", "cycle", "window_start")
            .orderBy(col("complete").desc(), expr(SAMPLES).desc(), col("revision").desc());
    return versions
        .withColumn("version", row_number().over(ofOneRow))
        .where("version = 1")
        .drop("version");
  }

  private boolean isTable(String name) throws IOException {
    var path = new Path(directory, name);
    return path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path);
  }

  /** Reads a table. The files hold all columns, so the directory layout does not matter. */
  private Dataset<Row> table(String name, StructType columns) {
    return spark
        .read()
        .option("recursiveFileLookup", true)
        .schema(columns)
        .parquet(directory + "/" + name);
  }

  private static StructType columns(Schema schema) {
    var columns = new StructType();
    for (Schema.Field field : schema.getFields()) {
      columns = columns.add(field.name(), type(field.schema()));
    }
    return columns;
  }

  private static DataType type(Schema schema) {
    if (schema.getLogicalType() != null) {
      return DataTypes.TimestampType;
    }
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1));
      case STRING -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      default -> throw new IllegalArgumentException("no column has the type " + schema);
    };
  }

  @Override
  public void close() {
    spark.stop();
  }
}
