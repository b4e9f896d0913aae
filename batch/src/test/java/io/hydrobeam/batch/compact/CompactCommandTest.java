package io.hydrobeam.batch.compact;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.anomaly;
import static io.hydrobeam.features.Samples.findings;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.beam.DirectTestBackend;
import io.hydrobeam.features.Samples;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.tables.AlertTable;
import io.hydrobeam.tables.AnomalyTable;
import io.hydrobeam.tables.LeaseRequest;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.StoredRows;
import io.hydrobeam.tables.WriteLease;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person runs it, on the DirectRunner. */
class CompactCommandTest {
  private static final String DAY = "year=2025/month=11/day=08/";

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;
  private StoredRows small;
  private StoredRows large;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    small = new StoredRows(directory.resolve("streaming"));
    large = new StoredRows(directory.resolve("compacted"));
  }

  @AfterEach
  void stopListening() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static FeatureVector hour(String rig, int hour) {
    return row(rig, 3, START + hour * 3_600_000L, 0, full());
  }

  private int compactAt(String now, String... options) {
    var arguments =
        new ArrayList<>(List.of("compact", "--input=" + small.uri(), "--output=" + large.uri()));
    for (String option : options) {
      arguments.removeIf(a -> a.startsWith(option.replaceFirst("=.*", "=")));
      arguments.add(option);
    }
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    return Commands.of(List.of(new CompactCommand(clock, new DirectTestBackend()))).run(arguments);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void secondCompactionOfATableIsRefusedAndOneBesideAStreamIsNot() throws IOException {
    small.with(hour("rig-1", 0));
    String output = directory.toUri().toString();
    var stream = new LeaseRequest(output, "stream", List.of("streaming"), "stop it");
    var compaction = new LeaseRequest(output, "compact-compacted", List.of("compacted"), "wait");
    try (var streaming = WriteLease.take(stream, false, realOut)) {
      try (var other = WriteLease.take(compaction, false, realOut)) {
        assertThat(compactAt("2025-11-08T23:00:00Z", "--delete")).isEqualTo(1);
        assertThat(other.lost()).isNull();
        assertThat(told()).contains("is written by the run of ", "wait until that compact");
        assertThat(large.files(true)).isEmpty();
      }
      assertThat(compactAt("2025-11-08T23:00:00Z", "--delete")).as(told()).isZero();
      assertThat(Path.of(URI.create(streaming.incoming().directory()))).exists();
    }
    assertThat(large.rows()).hasSize(1);
    assertThat(small.files(true)).isEmpty();
  }

  @Test
  void hoursThatHaveBeenOverLongEnoughAreCompactedAndNoOthers() throws IOException {
    small.with(hour("rig-1", 0), hour("rig-2", 0), hour("rig-1", 1), hour("rig-1", 2));
    assertThat(compactAt("2025-11-08T17:59:59Z", "--delete")).as(told()).isZero();
    assertThat(large.files(true))
        .containsExactly(DAY + "hour=14/part-rig-1.parquet", DAY + "hour=14/part-rig-2.parquet");
    assertThat(small.files(true)).hasSize(2);
    assertThat(compactAt("2025-11-08T18:00:00Z", "--delete")).isZero();
    assertThat(large.files(true)).contains(DAY + "hour=15/part-rig-1.parquet").hasSize(3);
    assertThat(compactAt("2025-11-08T18:00:00Z", "--olderThan=PT1H")).isZero();
    assertThat(large.rows()).hasSize(4);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("2 small files", "2 hours of rigs", "2 rows in 2 large files");
  }

  /** With a file of an earlier build, in the directory of a day. */
  @Test
  void outputOfStreamIsCompactedTableByTable() throws IOException {
    small.with(hour("rig-1", 0));
    var anomalies = new StoredRows(directory.resolve("anomalies"));
    anomalies.withFindings(
        new AnomalyTable(PartitionBy.MINUTE),
        findings(anomaly("rig-1", 1430, START, 310)),
        findings(anomaly("rig-1", 1430, START + 60_000, 311)),
        findings(anomaly("rig-2", 1430, START, 310)));
    anomalies.inDayFile(
        new AnomalyTable(PartitionBy.MINUTE),
        findings(anomaly("rig-1", 1430, START - 60_000, 309)));
    var alerts = new StoredRows(directory.resolve("alerts"));
    alerts.withFindings(
        new AlertTable(PartitionBy.MINUTE), Samples.alert("rig-1", START, State.RAISED));
    alerts.inDayFile(
        new AlertTable(PartitionBy.MINUTE), Samples.alert("rig-1", START + 60_000, State.CLEARED));

    var arguments =
        List.of("compact", "--input=" + directory.toUri(), "--delete", "--olderThan=PT2H");
    Clock clock = Clock.fixed(Instant.parse("2025-11-08T17:00:00Z"), ZoneOffset.UTC);
    for (int run = 0; run < 2; run++) {
      assertThat(
              Commands.of(List.of(new CompactCommand(clock, new DirectTestBackend())))
                  .run(arguments))
          .as(told())
          .isZero();
    }

    assertThat(large.rows()).hasSize(1);
    var compacted = new StoredRows(directory.resolve("compacted-anomalies"));
    assertThat(compacted.files(true))
        .containsExactly(DAY + "hour=14/part-rig-1.parquet", DAY + "hour=14/part-rig-2.parquet");
    assertThat(compacted.rows())
        .extracting(row -> row.get("value"))
        .containsExactly(309.0, 310.0, 311.0, 310.0);
    assertThat(new StoredRows(directory.resolve("compacted-alerts")).rows())
        .extracting(row -> row.get("state").toString())
        .containsExactly("raised", "cleared");
    for (StoredRows table : List.of(small, anomalies, alerts)) {
      assertThat(table.files(true)).isEmpty();
    }
  }

  @Test
  void afterItAllIsCompactedThereIsNothingToDo() throws IOException {
    small.with(hour("rig-1", 0));
    assertThat(compactAt("2026-01-01T00:00:00Z", "--delete")).isZero();
    assertThat(compactAt("2026-01-01T00:00:00Z", "--delete")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing to do");
    assertThat(large.rows()).hasSize(1);
  }

  @Test
  void damagedFileKeepsItsHourFromBeingCompactedAndNoOther() throws IOException {
    small.with(hour("rig-1", 0), hour("rig-1", 1));
    Path damaged = directory.resolve("streaming").resolve(small.files(false).get(0));
    Files.writeString(damaged, "x");
    assertThat(compactAt("2026-01-01T00:00:00Z", "--delete")).isEqualTo(1);
    assertThat(told()).contains(damaged.toString(), "Restore", "run compact again");
    assertThat(told()).doesNotContain("\tat ");
    assertThat(large.files(true)).containsExactly(DAY + "hour=15/part-rig-1.parquet");
    assertThat(small.files(true)).hasSize(1);
  }

  @Test
  void inputThatIsNoTableIsRefused() throws IOException {
    assertThat(compactAt("2026-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(told()).contains("there is no directory " + small.uri(), "--input");
    small.with(hour("rig-1", 0));
    assertThat(compactAt("2026-01-01T00:00:00Z", "--input=" + directory.toUri())).isEqualTo(2);
    assertThat(told()).contains("beside the input");
    String elsewhere = "--output=" + directory.resolveSibling("elsewhere").toUri();
    assertThat(compactAt("2026-01-01T00:00:00Z", "--input=" + directory.toUri(), elsewhere))
        .isEqualTo(2);
    assertThat(told()).contains("holds several", "--input=" + small.uri());
    Files.createDirectories(directory.resolve("other/things"));
    String other = "--input=" + directory.resolve("other").toUri();
    assertThat(compactAt("2026-01-01T00:00:00Z", other)).isEqualTo(1);
    assertThat(told()).contains("holds no rows, but", "things");
    assertThat(compactAt("2026-01-01T00:00:00Z", "--input=hdfs://localhost:1/x")).isEqualTo(1);
    assertThat(told()).contains("cannot read hdfs://localhost:1/x", "start the file system");
  }

  @Test
  void directoryThatOnlyLooksLikeAnHourIsNamed() throws IOException {
    String odd = "year=2025/month=11/day=08/hour=25";
    Files.createDirectories(directory.resolve("streaming").resolve(odd));
    assertThat(compactAt("2026-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(told()).contains(odd, "not the directory of an hour");
  }

  @Test
  void outputThatCannotBeWrittenIsRefused() throws IOException {
    small.with(hour("rig-1", 0));
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(compactAt("2026-01-01T00:00:00Z", "--output=" + file.toUri())).isEqualTo(1);
    assertThat(told()).contains("cannot write to", "--output");
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void optionsThatTakeSomethingElseAreNamed() {
    assertThat(compactAt("2026-01-01T00:00:00Z", "--olderThan=2h", "--input=rows")).isEqualTo(2);
    assertThat(told()).contains("--olderThan takes", "PT2H", "not 2h", "--input takes", "rows");
    assertThat(compactAt("2026-01-01T00:00:00Z", "--olderThan=-PT1H")).isEqualTo(2);
    assertThat(compactAt("2026-01-01T00:00:00Z", "--output=" + small.uri() + "/x")).isEqualTo(2);
  }
}
