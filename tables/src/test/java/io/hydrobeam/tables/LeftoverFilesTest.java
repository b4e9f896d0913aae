package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.model.FeatureVector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a killed run leaves behind, and the readers of the tables. */
class LeftoverFilesTest {
  private static final RowTable TABLE = new RowTable(PartitionBy.SECOND);
  private static final int ROWS = 3;

  @TempDir Path output;
  private StoredRows small;
  private StoredRows large;

  @BeforeEach
  void fillBothTables() throws Exception {
    small = new StoredRows(output.resolve("streaming"));
    large = new StoredRows(output.resolve("compacted"));
    for (int i = 0; i < ROWS; i++) {
      small.with(second(i));
    }
    compact(small.storage(), large.storage(), false);
  }

  private static FeatureVector second(int second) {
    return row("rig-1", 3, START + second * 1_000L, 0, full());
  }

  private static void compact(Storage small, Storage large, boolean delete) throws Exception {
    for (HourFiles hour : HourFiles.of(small.tree(), "year=2025/month=11/day=08/hour=14", TABLE)) {
      new HourCompaction(small, large, TABLE, delete).compact(hour);
    }
  }

  /** Leaves a whole file, as a process does that is killed before the rename. */
  private static void leaveWholeFile(StoredRows table) throws IOException {
    leaveFile(
        table,
        (change, path) -> {
          if (change.equals("rename")) {
            throw new TroubledFileSystem.Killed();
          }
        });
  }

  /** Leaves a file that ends anywhere, as a process does that is killed while it writes. */
  private static void leaveCutOffFile(StoredRows table) throws IOException {
    leaveFile(
        table,
        new TroubledFileSystem.Trouble() {
          @Override
          public void before(String change, org.apache.hadoop.fs.Path path) {}

          @Override
          public void beforeFlush(org.apache.hadoop.fs.Path path) {
            throw new TroubledFileSystem.Killed();
          }
        });
  }

  private static void leaveFile(StoredRows table, TroubledFileSystem.Trouble trouble)
      throws IOException {
    Storage storage = TroubledFileSystem.storage(table, trouble);
    FeatureVector row = second(30);
    assertThatThrownBy(
            () -> storage.write(TABLE.file(row), TABLE.schema(), List.of(TABLE.record(row))))
        .isInstanceOf(TroubledFileSystem.Killed.class);
  }

  @Test
  void documentedQueriesReadNoFileOfAKilledRun() throws Exception {
    for (StoredRows table : List.of(small, large)) {
      leaveWholeFile(table);
      leaveCutOffFile(table);
    }
    List<String> documented = documentedQueries();
    assertThat(documented).hasSizeGreaterThanOrEqualTo(2);
    assertThat(first("SELECT sum(seconds) FROM (" + documented.get(0) + ")")).isEqualTo(ROWS);
    assertThat(first("SELECT count(*) FROM (" + documented.get(1) + ")")).isEqualTo(ROWS);
    for (String table : List.of("streaming", "compacted")) {
      assertThat(first("SELECT count(*) FROM '" + output.resolve(table) + "/**/*.parquet'"))
          .as(table)
          .isEqualTo(ROWS);
    }
  }

  @Test
  void queriesReadNoFileThatAKilledCompactionHasSetAside() throws Exception {
    Storage killed =
        TroubledFileSystem.storage(
            small,
            (change, path) -> {
              if (change.equals("delete") && path.toString().contains(".compacting")) {
                throw new TroubledFileSystem.Killed();
              }
            });
    assertThatThrownBy(() -> compact(killed, large.storage(), true))
        .hasCauseInstanceOf(TroubledFileSystem.Killed.class);
    assertThat(small.files(true)).hasSize(ROWS).allMatch(file -> file.startsWith(".compacting/"));
    assertThat(first("SELECT count(*) FROM glob('" + output + "/streaming/**/*.parquet')"))
        .isZero();

    compact(small.storage(), large.storage(), true);
    assertThat(small.files(true)).isEmpty();
    assertThat(large.rows()).hasSize(ROWS);
  }

  @Test
  void nextRunRemovesFilesOfKilledRunsInOldAndNewPlaces() throws Exception {
    List<String> tables = List.of("streaming", "anomalies", "alerts");
    var stream = new LeaseRequest(output.toUri().toString(), "stream", tables, "stop it");
    Path killed;
    try (var lease = WriteLease.take(stream, false, System.out)) {
      killed = Path.of(URI.create(lease.incoming().directory()));
    }
    Files.createDirectories(killed);
    Files.writeString(killed.resolve("x.tmp"), "cut off");
    var compaction =
        new LeaseRequest(output.toUri().toString(), "compact-c", List.of("compacted"), "wait");
    Files.writeString(output.resolve(".incoming/probe.parquet"), "");
    for (String table : tables) {
      Files.createDirectories(output.resolve(table + "/.incoming"));
      Files.writeString(output.resolve(table + "/.incoming/z.parquet"), "cut off");
    }

    try (var other = WriteLease.take(compaction, false, System.out)) {
      Path ofCompaction = Path.of(URI.create(other.incoming().directory()));
      Files.writeString(ofCompaction.resolve("y.tmp"), "being written");
      try (var next = WriteLease.take(stream, false, System.out)) {
        for (String table : tables) {
          assertThat(output.resolve(table + "/.incoming")).doesNotExist();
        }
        assertThat(filesIn(output.resolve(".incoming")))
            .containsExactly("compact-c-1", "stream-2", "test-compacted", "test-streaming");
        assertThat(Path.of(URI.create(next.incoming().directory()))).isEmptyDirectory();
        assertThat(ofCompaction.resolve("y.tmp")).exists();
      }
    }
    assertThat(filesIn(output.resolve(".incoming")))
        .containsExactly("test-compacted", "test-streaming");
    assertThat(small.rows()).hasSize(ROWS);
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The queries of docs/queries.md for DuckDB, about this output. */
  private List<String> documentedQueries() throws IOException {
    String document = Files.readString(Path.of("../docs/queries.md"));
    String block = document.split("```sql duckdb\n", 2)[1].split("```", 2)[0];
    return Stream.of(block.replace("OUTPUT", output.toString()).split(";"))
        .map(String::strip)
        .filter(query -> !query.isEmpty())
        .toList();
  }

  private static long first(String query) throws SQLException {
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }
}
