package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.tables.HourCompaction.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour and rig, compacted, stopped and compacted again. */
class HourCompactionTest {
  private static final RowTable TABLE = new RowTable(PartitionBy.SECOND);
  private static final String HOUR = "year=2025/month=11/day=08/hour=14";
  private static final String COMPACTED = HOUR + "/part-rig-1.parquet";

  @TempDir Path directory;
  private StoredRows small;
  private StoredRows large;

  @BeforeEach
  void tables() {
    small = new StoredRows(directory.resolve("streaming"));
    large = new StoredRows(directory.resolve("compacted"));
  }

  private static FeatureVector second(int second) {
    return row("rig-1", 3, START + second * 1_000L, 0, full());
  }

  private static FeatureVector version(int second, int revision, long samples) {
    return row("rig-1", 3, START + second * 1_000L, revision, samples, revision);
  }

  private Outcome compact(boolean delete) throws IOException, InterruptedException {
    return compact(small.storage(), large.storage(), delete);
  }

  /** Compacts all rigs of the hour; the outcome is that of the last. */
  private static Outcome compact(Storage small, Storage large, boolean delete)
      throws IOException, InterruptedException {
    Outcome last = null;
    for (HourFiles hour : HourFiles.of(small.tree(), HOUR, TABLE)) {
      last = new HourCompaction(small, large, TABLE, delete).compact(hour);
    }
    return last;
  }

  private static List<String> text(FeatureVector... rows) {
    return List.of(rows).stream().map(TABLE::record).map(Object::toString).toList();
  }

  private static List<String> text(List<GenericRecord> rows) {
    return rows.stream().map(Object::toString).toList();
  }

  @Test
  void smallFilesBecomeOneInTheOrderOfItsRows() throws Exception {
    FeatureVector other = row("rig-1", 4, START + 1_000, 0, full());
    small.with(second(11), second(2), other, second(1));
    Outcome outcome = compact(false);

    assertThat(large.files(true)).containsExactly(COMPACTED);
    assertThat(text(large.rows())).isEqualTo(text(second(1), other, second(2), second(11)));
    assertThat(small.files(true)).hasSize(4);
    assertThat(outcome.rows()).isEqualTo(4);
    assertThat(outcome.filesRead()).isEqualTo(4);
    assertThat(outcome.filesDeleted()).isZero();
    assertThat(outcome.bytes())
        .isEqualTo(Files.size(directory.resolve("compacted").resolve(COMPACTED)));
  }

  @Test
  void filesOfMinutesAndOfSecondsAreMergedAlike() throws Exception {
    small.inOneFile(second(1), second(3)).with(second(2));
    compact(true);
    assertThat(text(large.rows())).isEqualTo(text(second(1), second(2), second(3)));
    assertThat(small.directories()).isEmpty();
  }

  @Test
  void eachRigNameHasItsOwnFile() throws Exception {
    List<String> rigs =
        List.of("rig-1", "..", "a/b", ".hidden", "rig-00000", "_x", "Rig-1", "RIG-1");
    for (String rig : rigs) {
      small.with(row(rig, 0, START, 0, full()), row(rig, 0, START + 1_000, 0, full()));
    }
    compact(true);
    assertThat(large.files(true)).hasSize(rigs.size());
    assertThat(large.rows().stream().collect(groupingBy(row -> row.get("rig").toString())))
        .hasSize(rigs.size())
        .allSatisfy((rig, rows) -> assertThat(rows).hasSize(2));
    assertThat(small.directories()).isEmpty();
  }

  @Test
  void deletingLeavesNeitherFilesNorEmptyDirectoriesOfTheHour() throws Exception {
    FeatureVector nextHour = row("rig-1", 3, START + 3_600_000, 0, full());
    small.with(second(0), second(1), nextHour);
    assertThat(compact(true).filesDeleted()).isEqualTo(2);
    assertThat(small.files(true)).containsExactly(TABLE.file(nextHour));
    assertThat(small.directories()).noneMatch(path -> path.contains("hour=14"));
  }

  @Test
  void runAgainItChangesNothing() throws Exception {
    small.with(second(0), second(1));
    compact(false);
    Path file = directory.resolve("compacted").resolve(COMPACTED);
    var before = Files.getLastModifiedTime(file);
    assertThat(compact(false).written()).isFalse();
    assertThat(compact(true).written()).isFalse();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    assertThat(small.files(true)).isEmpty();
    assertThat(large.rows()).hasSize(2);
  }

  @Test
  void lateRowsAndRevisionsAreMergedByTheNextRun() throws Exception {
    small.with(version(0, 0, 99), version(1, 1, 100), second(2));
    compact(true);
    small.with(version(0, 1, 100), version(1, 0, 99), second(3));
    compact(true);
    assertThat(text(large.rows()))
        .isEqualTo(text(version(0, 1, 100), version(1, 1, 100), second(2), second(3)));
    assertThat(small.files(true)).isEmpty();
  }

  /** A kill at each single change, from the first on, on a table with all that can be merged. */
  @Test
  void stoppedAtAnyMomentNothingIsLostOrDoubleAndTheNextRunFinishes() throws Exception {
    List<String> expected =
        text(version(0, 1, 100), second(1), second(2), version(3, 1, 100), second(4));
    boolean finished = false;
    int changes = 0;
    for (; !finished; changes++) {
      small = new StoredRows(directory.resolve(changes + "/streaming"));
      large = new StoredRows(directory.resolve(changes + "/compacted"));
      small.with(version(0, 0, 99), second(1));
      compact(true);
      List<String> before = text(large.rows());
      small.with(version(0, 1, 100), second(2)).inOneFile(version(3, 1, 100), second(4));
      finished = isFinishedAfter(changes);

      List<String> seen = text(large.rows());
      assertThat(seen).as("after %d changes", changes).isIn(before, expected);
      List<GenericRecord> all = new ArrayList<>(large.rows());
      all.addAll(small.rows());
      assertThat(text(all)).as("after %d changes", changes).containsAll(expected);

      compact(true);
      assertThat(text(large.rows())).as("after %d changes", changes).isEqualTo(expected);
      assertThat(small.files(false)).isEmpty();
      HourFiles.tidyUp(small.storage().tree(), HOUR);
      assertThat(small.directories())
          .noneMatch(path -> path.startsWith("year=") || path.contains("hour="));
    }
    assertThat(changes).isGreaterThan(15);
  }

  private boolean isFinishedAfter(int changes) throws InterruptedException {
    TroubledFileSystem.Trouble trouble = TroubledFileSystem.killAfter(changes);
    try {
      compact(
          TroubledFileSystem.storage(small, trouble),
          TroubledFileSystem.storage(large, trouble),
          true);
      return true;
    } catch (IOException | TroubledFileSystem.Killed e) {
      return false;
    }
  }

  @Test
  void fileThatIsReplacedWhileItIsMergedIsMergedAgain() throws Exception {
    small.with(version(0, 0, 99), second(1));
    var replaced = new AtomicBoolean();
    Storage meanwhile =
        TroubledFileSystem.storage(
            small,
            (change, path) -> {
              if (path.toString().contains("second=45") && replaced.compareAndSet(false, true)) {
                small.with(version(0, 1, 100));
              }
            });
    compact(meanwhile, large.storage(), true);
    assertThat(replaced).isTrue();
    assertThat(text(large.rows())).isEqualTo(text(version(0, 1, 100), second(1)));
    assertThat(small.files(true)).isEmpty();
  }

  @Test
  void rowThatComesWhileTheHourIsMergedIsNotDeleted() throws Exception {
    small.with(second(0));
    var come = new AtomicBoolean();
    Storage meanwhile =
        TroubledFileSystem.storage(
            small,
            (change, path) -> {
              if (come.compareAndSet(false, true)) {
                small.with(second(1));
              }
            });
    compact(meanwhile, large.storage(), true);
    assertThat(text(small.rows())).isEqualTo(text(second(1)));
    assertThat(text(large.rows())).isEqualTo(text(second(0)));
  }

  @Test
  void fileThatReadsBackDifferentlyIsDiscardedAndNothingDeleted() throws Exception {
    small.with(second(0), second(1));
    var rows = new Forgetful(List.of(TABLE.record(second(0)), TABLE.record(second(1))));
    assertThatThrownBy(
            () ->
                large
                    .storage()
                    .writeVerified(COMPACTED, TABLE.schema(), rows, Map.of(), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("read back");
    assertThat(large.files(true)).isEmpty();
  }

  /** Rows of which the last is left out when they are written, as by a disk that lies. */
  private static final class Forgetful extends AbstractList<GenericRecord> {
    private final List<GenericRecord> rows;
    private boolean written;

    Forgetful(List<GenericRecord> rows) {
      this.rows = rows;
    }

    @Override
    public GenericRecord get(int index) {
      return rows.get(index);
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public Iterator<GenericRecord> iterator() {
      int seen = written ? size() : size() - 1;
      written = true;
      return rows.subList(0, seen).iterator();
    }
  }

  @Test
  void largeFileThatAnotherRunHasWrittenMeanwhileIsNotReplaced() throws Exception {
    small.with(second(0));
    var come = new AtomicBoolean();
    Storage meanwhile =
        TroubledFileSystem.storage(
            large,
            (change, path) -> {
              if (come.compareAndSet(false, true)) {
                large.storage().write(COMPACTED, TABLE.schema(), List.of(TABLE.record(second(7))));
              }
            });
    assertThatThrownBy(() -> compact(small.storage(), meanwhile, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no other compact");
    assertThat(text(large.rows())).isEqualTo(text(second(7)));
    assertThat(text(small.rows())).isEqualTo(text(second(0)));
  }

  @Test
  void fullDiskChangesNothingAndIsReported() throws Exception {
    small.with(second(0));
    Storage full =
        TroubledFileSystem.storage(
            large,
            (change, path) -> {
              if (change.equals("create")) {
                throw new IOException("No space left on device");
              }
            });
    assertThatThrownBy(() -> compact(small.storage(), full, true))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "No space left", COMPACTED, "Free disk space", "nothing", "deleted");
    assertThat(large.files(true)).isEmpty();
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void diskFullAtEndOfFileIsReported() throws Exception {
    small.with(second(0));
    Storage full =
        TroubledFileSystem.storage(
            large,
            new TroubledFileSystem.Trouble() {
              @Override
              public void before(String change, org.apache.hadoop.fs.Path path) {}

              @Override
              public void beforeFlush(org.apache.hadoop.fs.Path path) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    assertThatThrownBy(() -> compact(small.storage(), full, true))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("No space left", COMPACTED, "Free disk space");
    assertThat(large.files(true)).isEmpty();
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void fileThatCannotBeReadIsNamedAndItsHourStays() throws Exception {
    small.with(second(0), second(1));
    String name = TABLE.file(second(0));
    Path file = directory.resolve("streaming").resolve(name);
    for (byte[] content :
        List.of(new byte[0], "no parquet at all".getBytes(UTF_8), cutShort(file))) {
      Files.write(file, content);
      assertThatThrownBy(() -> compact(true))
          .isInstanceOf(UnreadableFileException.class)
          .hasMessageContaining(name);
      assertThat(small.files(true)).hasSize(2);
      assertThat(large.files(true)).isEmpty();
    }
  }

  private static byte[] cutShort(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    return Arrays.copyOf(whole, whole.length - 9);
  }

  @Test
  void largeFileThatCannotBeReadIsNotReplaced() throws Exception {
    small.with(second(0));
    Path file = directory.resolve("compacted").resolve(COMPACTED);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "damaged");
    assertThatThrownBy(() -> compact(true)).isInstanceOf(UnreadableFileException.class);
    assertThat(file).hasContent("damaged");
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void fileOfAnotherPlaceOrNameIsRefused() throws Exception {
    small.with(second(0));
    Path table = directory.resolve("streaming");
    Path stranger = table.resolve(HOUR + "/minute=30/part-rig-9-00000.parquet");
    Files.copy(table.resolve(TABLE.file(second(0))), stranger);
    assertThatThrownBy(() -> compact(true))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContainingAll("part-rig-9-00000.parquet", "another rig or hour");
    Files.move(stranger, stranger.resolveSibling("notes.txt"));
    assertThatThrownBy(() -> compact(true))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("notes.txt");
  }

  @Test
  void rowsOfAnOlderVersionGetNullsForTheColumnsThatTheyLack() throws Exception {
    write(OldColumns.without(TABLE.schema(), List.of("efficiency_index")));
    compact(true);
    assertThat(large.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.getSchema()).isEqualTo(TABLE.schema()))
        .satisfies(row -> assertThat(row.get("efficiency_index")).isNull())
        .satisfies(row -> assertThat(row.get("PS1_avg")).isEqualTo(1.0));
  }

  @Test
  void hourOfAVersionWithoutASensorIsCompactedWithItsCountOfZero() throws Exception {
    List<String> columns = OldColumns.ofSensor("CE");
    write(OldColumns.without(TABLE.schema(), columns));
    small.with(second(1));
    compact(true);
    assertThat(large.rows()).extracting(row -> row.get("CE_count")).containsExactly(0L, 1L);
    assertThat(large.rows().get(0).get("CE_avg")).isNull();
    assertThat(large.rows().get(0).get("PS1_count")).isEqualTo(100L);
    assertThat(small.files(true)).isEmpty();
  }

  @Test
  void rowsThatLackWhatARowMustHaveOrHaveMoreAreRefused() throws Exception {
    write(OldColumns.without(TABLE.schema(), List.of("revision")));
    assertThatThrownBy(() -> compact(true))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("revision");
    write(
        SchemaBuilder.record("Row").fields().requiredString("rig").requiredInt("new").endRecord());
    assertThatThrownBy(() -> compact(true))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("column new");
    assertThat(small.files(true)).hasSize(1);
  }

  /** Writes the row of the first second, as far as these columns go. */
  private void write(Schema schema) throws IOException {
    GenericRecord row = TABLE.record(second(0));
    var record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.name(), row.hasField(field.name()) ? row.get(field.name()) : 1);
    }
    small.storage().write(TABLE.file(second(0)), schema, List.of(record));
  }

  @Test
  void queryForAFewMinutesFindsItsPagesByTheIndex() throws Exception {
    FeatureVector[] rows = new FeatureVector[1500];
    long hour = START - START % 3_600_000;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("rig-1", 3, hour + i * 1_000L, 0, full());
    }
    small.inOneFile(rows);
    compact(false);
    var file = new org.apache.hadoop.fs.Path(directory.resolve("compacted/" + COMPACTED).toUri());
    try (var parquet =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, new Configuration()))) {
      assertThat(parquet.getFooter().getBlocks()).hasSize(1);
      Map<String, Integer> pages = new HashMap<>();
      for (var column : parquet.getFooter().getBlocks().get(0).getColumns()) {
        assertThat(column.getStatistics().isEmpty()).isFalse();
        pages.put(column.getPath().toDotString(), parquet.readOffsetIndex(column).getPageCount());
        assertThat(parquet.readColumnIndex(column)).isNotNull();
      }
      assertThat(pages.get("window_start")).isEqualTo(3);
      assertThat(pages.get("PS1_avg")).isEqualTo(3);
    }
  }
}
