package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table on HDFS as Spark SQL sees it: one table, cut into Hive partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SparkSqlIT {
  private static final Instant START = Instant.parse("2025-11-08T14:29:40Z");
  private static final Duration TO_END = Duration.ofMinutes(4);

  private final Map<String, String> streamed = new HashMap<>();

  @TempDir private Path directory;
  private TestSandbox sandbox;
  private Topics topics;
  private SparkSession spark;

  @BeforeAll
  void playSixSeconds(@TempDir Path sandboxDirectory) {
    System.out.println("SparkSqlIT");
    sandbox = TestSandbox.start(sandboxDirectory);
    var stage = Topics.create(sandbox.kafka(), "stage-", 1);
    sandbox.replay("stage-", List.of("--simulate", "--cycles=1", "--start=" + START));
    topics = Topics.create(sandbox.kafka(), "in-", 1);
    topics.send(
        stage.messages().stream().filter(new StreamContract.Seconds(17, 23)::contains).toList());
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  void stop() {
    spark.stop();
    sandbox.close();
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECOND", "MINUTE"})
  void isAHivePartitionedTable(String partitionBy) {
    Dataset<Row> table = spark.read().parquet(stream(partitionBy) + "/streaming");
    assertThat(table.columns())
        .contains("year", "month", "day", "hour", "minute", "cycle", "rig", "window_start")
        .doesNotHaveDuplicates();
    assertThat(List.of(table.columns()).contains("second")).isEqualTo(partitionBy.equals("SECOND"));
    table.createOrReplaceTempView("streaming");
    SortedMap<RowKey, Map<String, Object>> expected = ExpectedRows.of(topics.messages());
    assertThat(query("SELECT * FROM streaming WHERE complete AND revision = 0")).hasSize(6);
    assertThat(
            query(
                "SELECT rig, cycle, window_start, PS1_avg, TS1_count FROM streaming"
                    + " WHERE year = 2025 AND hour = 14 AND minute = 30 ORDER BY window_start"))
        .hasSize(3)
        .allSatisfy(row -> assertIsExpected(row, expected));
    assertThat(query("SELECT * FROM streaming WHERE minute = 31")).isEmpty();
    assertThat(query("SELECT * FROM streaming WHERE cycle = 0 AND minute = 29")).hasSize(3);
  }

  /** On a copy on the local disk, where DuckDB can read it too. */
  @Test
  void theQueriesOfTheReadmeRunAsTheyStandThere() throws Exception {
    var local = Files.createDirectory(directory.resolve("output"));
    var streamed = new org.apache.hadoop.fs.Path(stream("SECOND"), "streaming");
    streamed
        .getFileSystem(new Configuration())
        .copyToLocalFile(streamed, new org.apache.hadoop.fs.Path(local.toUri()));
    var compacted =
        Hydrobeam.run(
            TO_END,
            "compact",
            List.of(
                "--runner=DirectRunner",
                "--input=" + local.resolve("streaming").toUri(),
                "--output=" + local.resolve("compacted").toUri()));
    assertThat(compacted.exitCode()).as("%s", compacted).isZero();

    List<String> bySpark = statements(Path.of("../README.md"), "\nSpark SQL:", local);
    assertThat(bySpark).hasSize(2);
    spark.sql(bySpark.get(0));
    Row cycle = spark.sql(bySpark.get(1)).collectAsList().get(0);
    assertThat(cycle.getLong(2)).isEqualTo(6);

    List<String> byDuck = statements(Path.of("../README.md"), "\nDuckDB", local);
    assertThat(byDuck).hasSize(2);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      try (ResultSet result = statement.executeQuery(byDuck.get(0))) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString(1)).isEqualTo(cycle.getString(0));
        assertThat(result.getLong(3)).isEqualTo(6);
        assertThat(result.getDouble(4)).isEqualTo(cycle.getDouble(3));
        assertThat(result.next()).isFalse();
      }
      try (ResultSet result =
          statement.executeQuery("SELECT count(*) FROM (" + byDuck.get(1) + ")")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getLong(1)).isEqualTo(6);
      }
    }

    // There is no Hive here; Spark's own tables are declared in the same way but for the format.
    List<String> byHive = statements(Path.of("../conf/tables.hql"), "", local);
    assertThat(byHive).hasSize(2);
    spark.sql(
        byHive
            .get(0)
            .replace("EXTERNAL ", "")
            .replace("STORED AS PARQUET", "")
            .replace("PARTITIONED BY", "USING parquet PARTITIONED BY"));
    spark.sql(byHive.get(1));
    assertThat(query("SELECT * FROM hydrobeam_rows WHERE month = '11' AND complete")).hasSize(6);
    assertThat(query("SELECT * FROM hydrobeam_rows").get(0).schema().fieldNames())
        .containsExactly(spark.read().parquet(local + "/compacted").columns());
  }

  /** The statements of the first block of code behind a text, about the tables at a directory. */
  private static List<String> statements(Path file, String heading, Path output)
      throws IOException {
    String text = Files.readString(file);
    text = text.substring(text.indexOf(heading));
    if (!heading.isEmpty()) {
      text = text.split("```(sql\\n)?", 3)[1];
    }
    return Stream.of(
            text.replaceAll("(?m)^--.*\\n", "").replace("OUTPUT", output.toString()).split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** The directory that a stream has written the six seconds to. */
  private String stream(String partitionBy) {
    return streamed.computeIfAbsent(
        partitionBy,
        layout -> {
          String output = sandbox.hdfs() + "/" + layout;
          var ended =
              Hydrobeam.run(
                  TO_END,
                  "stream",
                  List.of(
                      "--runner=DirectRunner",
                      "--bootstrapServers=" + sandbox.kafka(),
                      "--topicPrefix=in-",
                      "--output=" + output,
                      "--partitionBy=" + layout,
                      "--stopWhenIdle=5"));
          assertThat(ended.exitCode()).as("%s", ended).isZero();
          return output;
        });
  }

  private List<Row> query(String sql) {
    return spark.sql(sql).collectAsList();
  }

  private static void assertIsExpected(Row row, SortedMap<RowKey, Map<String, Object>> expected) {
    var key = new RowKey(row.getString(0), row.getInt(1), row.getTimestamp(2).toInstant());
    assertThat(expected).containsKey(key);
    double average = (Double) expected.get(key).get("PS1_avg");
    assertThat(row.getDouble(3) / average).isBetween(1 - 1e-9, 1 + 1e-9);
    assertThat(row.getLong(4)).isEqualTo(1);
  }
}
