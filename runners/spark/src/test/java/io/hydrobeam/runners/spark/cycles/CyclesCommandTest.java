package io.hydrobeam.runners.spark.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cycle.CycleRule;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.TableKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person runs it, over five cycles of twelve seconds. */
class CyclesCommandTest {
  private static final long START = 1_762_612_200_000L;
  private static final Schema SCHEMA = History.rowSchema();

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static final class TestBackend implements Backend {
    @Override
    public Class<? extends PipelineRunner<?>> runner() {
      return SparkRunner.class;
    }

    @Override
    public void prepareBatch(PipelineOptions options) {}
  }

  private int cycles(String... arguments) {
    var all = new ArrayList<>(List.of("cycles"));
    all.addAll(List.of(arguments));
    all.add("--input=" + directory.toUri());
    all.add("--sparkMaster=local[1]");
    return Commands.of(List.of(new CyclesCommand(new TestBackend()))).run(all);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().map(l -> l.replaceAll(" +", " ")).toList();
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A second of a cycle in which all averages are this, but for TS1. */
  private static GenericRecord row(int cycle, int second, double value, double ts1, int revision) {
    var row = new GenericData.Record(SCHEMA);
    row.put("rig", "rig <1>");
    row.put("cycle", cycle);
    row.put("window_start", START + (cycle * 12 + second) * 1_000L);
    row.put("window_end", START + (cycle * 12 + second + 1) * 1_000L);
    for (Sensor sensor : Sensor.all()) {
      row.put(sensor + "_count", 1L + revision);
      row.put(sensor + "_avg", sensor == Sensor.TS1 ? ts1 : value);
    }
    row.put("sensor_count", 17);
    row.put("complete", second > 0);
    row.put("revision", revision);
    return row;
  }

  private void write(String file, List<GenericRecord> rows) throws IOException {
    var path = new org.apache.hadoop.fs.Path(directory.resolve(file).toUri());
    try (var writer =
        AvroParquetWriter.<GenericRecord>builder(
                HadoopOutputFile.fromPath(path, new Configuration()))
            .withSchema(rows.get(0).getSchema())
            .withDataModel(new GenericData())
            .build()) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
  }

  /** Cycle 4 differs in TS1, in its second phase, by far more than the others among themselves. */
  private void writeHistory() throws IOException {
    var rows = new ArrayList<GenericRecord>();
    for (int cycle = 0; cycle < 5; cycle++) {
      for (int second = 0; second < 12; second++) {
        double ts1 = 40 + cycle % 2 * 0.5 + (cycle == 4 && second >= 6 ? 10 : 0);
        rows.add(row(cycle, second, 100 + cycle * 20, ts1, 0));
      }
    }
    write("compacted/year=2025/part-a.parquet", rows);
    var late = List.of(row(0, 0, 100, 40, 1), row(5, 0, 1, 1, 0));
    write("streaming/year=2025/minute=1/part-b.parquet", late);
  }

  @Test
  void cyclesAreListedEachRowOnceFromBothTables() throws IOException {
    writeHistory();
    assertThat(cycles("list")).as(told()).isZero();
    assertThat(lines())
        .hasSize(7)
        .startsWith(
            "rig cycle start end rows complete alerts",
            "rig <1> 0 2025-11-08T14:30:00Z 2025-11-08T14:30:12Z 12 11 0")
        .endsWith("rig <1> 5 2025-11-08T14:31:00Z 2025-11-08T14:31:01Z 1 0 0");
  }

  @Test
  void queryOverTheViewsSeesTheHighestRevision() throws IOException {
    writeHistory();
    String sql = "SELECT count(*) n, max(revision) r, (SELECT count(*) FROM alerts) a FROM rows";
    assertThat(cycles("--sql=" + sql)).as(told()).isZero();
    assertThat(lines()).containsExactly("n r a", "61 1 0");
  }

  /** In the directories of earlier builds and of this one, and compacted. */
  @Test
  void anomaliesAndAlertsOfAllFilesAreSeenOnceInTheirBestVersion() throws IOException {
    writeHistory();
    write(
        "anomalies/year=2025/month=11/day=08/part-a-1430-0.parquet",
        List.of(finding(TableKind.ANOMALIES, 0, "old", null)));
    write(
        "anomalies/year=2025/month=11/day=08/hour=14/part-a-00030.parquet",
        List.of(
            finding(TableKind.ANOMALIES, 1, "lesser", 0),
            finding(TableKind.ANOMALIES, 2, "better", 1)));
    write(
        "compacted-anomalies/year=2025/month=11/day=08/hour=14/part-a.parquet",
        List.of(
            finding(TableKind.ANOMALIES, 1, "better", 1),
            finding(TableKind.ANOMALIES, 1, "better too", 1),
            finding(TableKind.ANOMALIES, 2, "lesser", 0)));
    write(
        "alerts/year=2025/month=11/day=08/part-a-1430.parquet",
        List.of(finding(TableKind.ALERTS, 0, "x", null)));
    write(
        "compacted-alerts/year=2025/month=11/day=08/hour=14/part-a.parquet",
        List.of(finding(TableKind.ALERTS, 0, "x", null), finding(TableKind.ALERTS, 1, "y", null)));
    assertThat(cycles("--sql=SELECT id FROM anomalies ORDER BY window_start, id"))
        .as(told())
        .isZero();
    assertThat(lines()).containsExactly("id", "old", "better", "better too", "better");
    assertThat(cycles("--sql=SELECT count(*) AS messages FROM alerts")).as(told()).isZero();
    assertThat(lines()).endsWith("messages", "2");
  }

  /** What was found in a second, in this revision of its row; null as earlier builds had it. */
  private static GenericRecord finding(TableKind kind, int second, String id, Integer revision) {
    var row = new GenericData.Record(kind.table(PartitionBy.SECOND).schema());
    row.put("id", id);
    row.put("rig", "a");
    row.put("cycle", 0);
    row.put("window_start", START + second * 1_000L);
    row.put("window_end", START + (second + 1) * 1_000L);
    row.put("type", "high_pressure");
    row.put("severity", "warning");
    row.put("value", 1.0);
    row.put("limit", 2.0);
    row.put("message", "");
    if (kind == TableKind.ALERTS) {
      row.put("state", "raised");
      row.put("since", START);
    }
    if (revision != null) {
      row.put("revision", revision);
      row.put("samples", 100L + revision);
      row.put("complete", false);
    }
    return row;
  }

  @Test
  void completeRowIsSeenInsteadOfADoubledOne() throws IOException {
    write("compacted/part-a.parquet", List.of(row(0, 1, 100, 40, 0)));
    var doubled = row(0, 1, 100, 40, 1);
    doubled.put("complete", false);
    write("streaming/part-b.parquet", List.of(doubled));
    assertThat(cycles("--sql=SELECT PS1_count n, complete FROM rows")).as(told()).isZero();
    assertThat(lines()).containsExactly("n complete", "1 true");
  }

  @Test
  void mostUnusualDifferenceComesFirstAndAllSensorsAreDrawn() throws IOException {
    writeHistory();
    Path page = directory.resolve("page.html");
    assertThat(cycles("compare", "0", "4", "--html=" + page, "--top=3")).as(told()).isZero();
    assertThat(lines()).hasSize(5);
    assertThat(lines().get(1)).startsWith("TS1 6-12 s 40 50 10 ");
    assertThat(Files.readString(page))
        .contains("Cycles 0 and 4 of rig &lt;1&gt;", "PS1, pressure, bar", "SE, efficiency factor")
        .doesNotContain("rig <1>");
    assertThat(Files.readString(page).split("<svg")).hasSize(18);
    assertThat(cycles("compare", "0", "99", "--html=" + page)).isEqualTo(1);
    assertThat(told()).contains("no cycle 99", "cycles list");
  }

  @Test
  void trendIsATableAndAPlot() throws IOException {
    writeHistory();
    Path page = directory.resolve("page.html");
    assertThat(cycles("trend", "--feature=TS1_avg", "--html=" + page)).as(told()).isZero();
    assertThat(lines())
        .startsWith("cycle start mean least greatest rows", "0 2025-11-08T14:30:00Z 40 40 40 12");
    assertThat(lines()).contains("4 2025-11-08T14:30:48Z 45 40 50 12");
    assertThat(Files.readString(page)).contains("<svg", "TS1_avg of rig &lt;1&gt; by cycle");
    assertThat(cycles("trend", "--feature=TS1_avg", "--by=day", "--html=" + page)).isZero();
    assertThat(lines()).anyMatch(line -> line.startsWith("2025-11-08T00:00:00Z 40."));
  }

  /** Cycle 0 at 14:30 and, after the counter restarted, again at 16:30; between them cycle 1. */
  private void writeRestartedCounter() throws IOException {
    var rows = new ArrayList<GenericRecord>();
    for (int second = 0; second < 12; second++) {
      rows.add(row(0, second, 100, 40, 0));
      rows.add(row(1, second, 100, 41, 0));
      GenericRecord again = row(0, second, 100, 50, 0);
      again.put("window_start", START + (7_200 + second) * 1_000L);
      again.put("window_end", START + (7_201 + second) * 1_000L);
      rows.add(again);
    }
    write("streaming/part-a.parquet", rows);
    GenericRecord alert = finding(TableKind.ALERTS, 7_203, "x", null);
    alert.put("rig", "rig <1>");
    write("alerts/part-a.parquet", List.of(alert));
  }

  @Test
  void cyclesOfRestartedCounterAreListedApart() throws IOException {
    writeRestartedCounter();
    assertThat(cycles("list")).as(told()).isZero();
    assertThat(lines())
        .containsExactly(
            "rig cycle start end rows complete alerts",
            "rig <1> 0 2025-11-08T14:30:00Z 2025-11-08T14:30:12Z 12 11 0",
            "rig <1> 1 2025-11-08T14:30:12Z 2025-11-08T14:30:24Z 12 11 0",
            "rig <1> 0 2025-11-08T16:30:00Z 2025-11-08T16:30:12Z 12 11 1");
  }

  @Test
  void cyclesOfRestartedCounterAreEachALineOfATrend() throws IOException {
    writeRestartedCounter();
    String page = "--html=" + directory.resolve("page.html");
    assertThat(cycles("trend", "--feature=TS1_avg", page)).as(told()).isZero();
    assertThat(lines())
        .contains(
            "0 2025-11-08T14:30:00Z 40 40 40 12",
            "1 2025-11-08T14:30:12Z 41 41 41 12",
            "0 2025-11-08T16:30:00Z 50 50 50 12");
  }

  @Test
  void cyclesWithOneNumberAreComparedByTheirStart() throws IOException {
    writeRestartedCounter();
    String page = "--html=" + directory.resolve("page.html");
    assertThat(cycles("compare", "0", "1", page)).isEqualTo(2);
    assertThat(told())
        .contains("2 cycles 0", "0@2025-11-08T14:30:00Z", "0@2025-11-08T16:30:00Z", "cycles list");
    assertThat(
            cycles(
                "compare",
                "0@2025-11-08T14:30:00Z",
                "0@2025-11-08T17:30:00+01:00",
                "--top=1",
                page))
        .as(told())
        .isZero();
    assertThat(lines())
        .contains(
            "sensor phase cycle 0@2025-11-08T14:30:00Z cycle 0@2025-11-08T16:30:00Z difference"
                + " spread unusual",
            "TS1 0-6 s 40 50 10 - -");
    assertThat(cycles("compare", "0@2025-11-08T14:31:00Z", "1", page)).isEqualTo(1);
    assertThat(told()).contains("no cycle 0@2025-11-08T14:31:00Z");
    assertThat(cycles("compare", "0@noon", "1", page)).isEqualTo(2);
    assertThat(told()).contains("12@2026-03-01T08:00:00Z", "not 0@noon");
  }

  @Test
  void viewOfCyclesIsCutAsEverywhere() throws IOException {
    var rows = new ArrayList<GenericRecord>();
    var starts = new TreeSet<Long>();
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      GenericRecord row = row(0, random.nextInt(4_000), 100, 40, 0);
      if (starts.add((Long) row.get("window_start"))) {
        rows.add(row);
      }
    }
    write("streaming/part-a.parquet", rows);
    assertThat(cycles("--sql=SELECT start FROM cycles ORDER BY start")).as(told()).isZero();
    assertThat(lines().subList(1, lines().size()))
        .isEqualTo(
            CycleRule.starts(starts, 60_000).stream()
                .map(start -> Instant.ofEpochMilli(start).toString())
                .toList());
    out.reset();
    assertThat(cycles("--sql=SELECT count(*) AS n FROM cycle_rows")).isZero();
    assertThat(lines()).containsExactly("n", String.valueOf(rows.size()));
  }

  @Test
  void invalidQueryIsReported() throws IOException {
    assertThat(cycles("list")).isEqualTo(1);
    assertThat(told()).contains("there is neither", "--input takes the --output of the stream");
    assertThat(cycles("sing")).isEqualTo(2);
    assertThat(told()).contains("list, compare A B, trend", "not 'sing'");
    assertThat(cycles("trend", "--feature=rig")).isEqualTo(2);
    assertThat(told()).contains("--feature takes", "TS1_avg", "not rig");
    assertThat(cycles("compare", "3", "3")).isEqualTo(2);
    assertThat(cycles("compare", "a", "3")).isEqualTo(2);
    assertThat(cycles("compare", "1", "3", "--top=0")).isEqualTo(2);
    writeHistory();
    assertThat(cycles("list", "--rig=rig-9")).isEqualTo(2);
    assertThat(told()).contains("--rig takes one of rig <1>");
    assertThat(cycles("list", "--by=week")).isEqualTo(2);
    assertThat(cycles("--sql=SELEC 1")).isEqualTo(2);
    assertThat(cycles("--sql=SELECT nonsense FROM rows")).isEqualTo(2);
    assertThat(told()).contains("--sql:", "nonsense");
    assertThat(cycles("trend", "--feature=TS1_avg", "--rig=other")).isEqualTo(2);
    assertThat(told()).contains("--rig takes one of rig <1>");
    assertThat(told()).doesNotContain("\tat ");
  }

  @Test
  void damagedFileIsNamed() throws IOException {
    writeHistory();
    Files.writeString(directory.resolve("streaming/year=2025/broken.parquet"), "no parquet");
    assertThat(cycles("list")).isEqualTo(1);
    assertThat(told()).contains("cannot read the history", "broken.parquet", "restore");
    assertThat(told()).doesNotContain("\tat ");
  }

  @Test
  void fileWithARowBefore1900IsNamed() throws IOException {
    writeHistory();
    GenericRecord ancient = row(0, 0, 1, 1, 0);
    ancient.put("window_start", -11_644_473_600_000L);
    ancient.put("window_end", -11_644_473_599_000L);
    write("streaming/year=1601/month=01/part-rig-1-00000.parquet", List.of(ancient));
    assertThat(cycles("list")).isEqualTo(1);
    assertThat(told())
        .contains(
            "streaming/year=1601/month=01/part-rig-1-00000.parquet",
            "before 1900",
            "move",
            "out of")
        .doesNotContain("READ_ANCIENT_DATETIME", "damaged", "\tat ");

    Files.delete(directory.resolve("streaming/year=1601/month=01/part-rig-1-00000.parquet"));
    assertThat(cycles("list")).as(told()).isZero();
  }
}
