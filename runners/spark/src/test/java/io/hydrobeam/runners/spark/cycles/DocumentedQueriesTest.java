package io.hydrobeam.runners.spark.cycles;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.TableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The queries of the documents, as they stand there but for OUTPUT, over tables with files of each
 * kind. A fenced block names its engine behind {@code sql}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedQueriesTest {
  private static final Path HOME = Path.of("..", "..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sql(.*?)$\\n(.*?)^```$");
  private static final String DAY = "year=2025/month=11/day=08/";
  private static final Schema ROWS = schema(TableKind.ROWS);
  private static final Schema ANOMALIES = schema(TableKind.ANOMALIES);
  private static final Schema ALERTS = schema(TableKind.ALERTS);

  private Path output;

  /**
   * One second at nine and at ten, both with one digit less in a number, and one on another day.
   */
  @BeforeAll
  void writeTables(@TempDir Path directory) throws IOException {
    output = directory;
    write("compacted/" + DAY + "hour=09", row("2025-11-08T09:00:00Z", 40, 0));
    write("compacted/" + DAY + "hour=10", row("2025-11-08T10:00:00Z", 50, 0));
    write("compacted/year=2025/month=12/day=01/hour=00", row("2025-12-01T00:00:00Z", 60, 0));
    write(
        "streaming/" + DAY + "hour=10/minute=00/second=00/cycle=3",
        row("2025-11-08T10:00:00Z", 52, 1));
    write("anomalies/" + DAY, finding(without(ANOMALIES), "2025-11-08T09:00:00Z", "old"));
    write("anomalies/" + DAY + "hour=10", finding(ANOMALIES, "2025-11-08T10:00:00Z", "new"));
    write(
        "compacted-anomalies/" + DAY + "hour=10",
        finding(ANOMALIES, "2025-11-08T10:00:00Z", "new"),
        finding(ANOMALIES, "2025-11-08T10:00:01Z", "late"));
    write("alerts/" + DAY, finding(ALERTS, "2025-11-08T09:00:00Z", "old"));
    write("alerts/" + DAY + "hour=10", finding(ALERTS, "2025-11-08T10:00:00Z", "new"));
    write("compacted-alerts/" + DAY + "hour=10", finding(ALERTS, "2025-11-08T10:00:00Z", "new"));
  }

  private static Schema schema(TableKind kind) {
    return kind.table(PartitionBy.SECOND).schema();
  }

  /** The columns of anomalies as builds had them that kept directories of days. */
  private static Schema without(Schema schema) {
    return Schema.createRecord(
        schema.getName(),
        null,
        schema.getNamespace(),
        false,
        schema.getFields().stream()
            .filter(f -> !List.of("revision", "samples", "complete").contains(f.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
  }

  private static GenericRecord row(String start, double ts1, int revision) {
    var row = new GenericData.Record(ROWS);
    put(row, start);
    for (Sensor sensor : Sensor.all()) {
      row.put(sensor + "_count", 1L + revision);
    }
    row.put("TS1_avg", ts1);
    row.put("sensor_count", 17);
    row.put("complete", true);
    row.put("revision", revision);
    return row;
  }

  private static GenericRecord finding(Schema schema, String start, String id) {
    var row = new GenericData.Record(schema);
    put(row, start);
    row.put("id", id);
    row.put("type", "high_pressure");
    row.put("severity", "warning");
    row.put("value", 310.0);
    row.put("limit", 300.0);
    row.put("message", "");
    if (row.hasField("state")) {
      row.put("state", "raised");
      row.put("since", Instant.parse(start).toEpochMilli());
    }
    return row;
  }

  private static void put(GenericRecord row, String start) {
    row.put("rig", "rig-1");
    row.put("cycle", 3);
    row.put("window_start", Instant.parse(start).toEpochMilli());
    row.put("window_end", Instant.parse(start).toEpochMilli() + 1_000);
  }

  private void write(String directory, GenericRecord... rows) throws IOException {
    var path =
        new org.apache.hadoop.fs.Path(output.resolve(directory).resolve("part.parquet").toUri());
    try (var writer =
        AvroParquetWriter.<GenericRecord>builder(
                HadoopOutputFile.fromPath(path, new Configuration()))
            .withSchema(rows[0].getSchema())
            .withDataModel(new GenericData())
            .build()) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
  }

  /** The statements of all documents by their engines. */
  private Map<String, List<String>> statements() throws IOException {
    var documents = new ArrayList<Path>();
    for (String directory : List.of(".", "docs", "benchmarks")) {
      try (Stream<Path> files = Files.list(HOME.resolve(directory))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    var statements = new ArrayList<Map.Entry<String, String>>();
    for (Path document : documents) {
      var blocks = BLOCK.matcher(Files.readString(document));
      while (blocks.find()) {
        String engine = blocks.group(1).strip();
        split(blocks.group(2)).forEach(sql -> statements.add(Map.entry(engine, sql)));
      }
    }
    return statements.stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private List<String> split(String text) {
    return Stream.of(
            text.replaceAll("(?m)^--.*\\n", "").replace("OUTPUT", output.toString()).split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  @Test
  void eachBlockNamesAnEngine() throws IOException {
    assertThat(statements()).containsOnlyKeys("duckdb", "spark", "hive", "trino");
  }

  /** Also on the first of a month and in the small hours, when a value has a leading zero. */
  @ParameterizedTest
  @CsvSource({"UTC", "America/New_York", "Asia/Kolkata"})
  void queriesForDuckDbRunInAnyTimeZone(String zone) throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      List<String> queries = statements().get("duckdb");
      assertThat(queries).hasSize(4);
      assertThat(rows(statement, queries.get(0), "cycle", "seconds", "TS1"))
          .containsExactly("3 2 45.0");
      assertThat(rows(statement, queries.get(1), "TS1_avg", "revision"))
          .containsExactlyInAnyOrder("40.0 0", "52.0 1");
      assertThat(rows(statement, queries.get(2), "type", "limit"))
          .hasSize(3)
          .containsOnly("high_pressure 300.0");
      assertThat(rows(statement, queries.get(3), "state", "limit"))
          .containsExactly("raised 300.0", "raised 300.0");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static List<String> rows(Statement statement, String query, String... columns)
      throws SQLException {
    var rows = new ArrayList<String>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        var row = new ArrayList<String>();
        for (String column : columns) {
          row.add(result.getString(column));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  /** The tables are declared as for Hive, but for the format. */
  @Test
  void queriesForSparkAndDeclarationsRun() throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.warehouse.dir", output.resolve("warehouse").toString())
            .getOrCreate();
    try {
      var results = new ArrayList<List<Row>>();
      statements().get("spark").forEach(sql -> results.add(spark.sql(sql).collectAsList()));
      assertThat(results).hasSize(4);
      assertThat(results.get(1)).extracting(row -> row.getDouble(3)).containsExactly(45.0);
      assertThat(results.get(3)).extracting(row -> row.getDouble(5)).containsExactly(300.0, 300.0);

      for (String statement : split(Files.readString(HOME.resolve("conf/tables.hql")))) {
        spark.sql(
            statement
                .replace("EXTERNAL ", "")
                .replace("STORED AS PARQUET", "")
                .replace("PARTITIONED BY", "USING parquet PARTITIONED BY"));
      }
      for (TableKind kind : TableKind.values()) {
        String name = "hydrobeam_" + kind.name().toLowerCase(Locale.ROOT);
        Dataset<Row> table = spark.table(name);
        assertThat(table.schema().fieldNames())
            .startsWith(
                schema(kind).getFields().stream().map(Schema.Field::name).toArray(String[]::new));
        assertThat(table.where("month = 11 AND day = 8").count()).as(name).isPositive();
      }
      for (String query : statements().get("hive")) {
        assertThat(spark.sql(query).collectAsList()).as(query).isNotEmpty();
      }
    } finally {
      spark.stop();
    }
  }
}
