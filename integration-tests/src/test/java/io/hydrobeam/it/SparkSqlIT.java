package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
