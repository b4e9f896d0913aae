package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.anomaly;
import static io.hydrobeam.features.Samples.findings;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.features.Samples;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertCoder;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RowVersion;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.model.WindowFindingsCoder;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriteTableTest {
  private static final Windowing WINDOWING =
      new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));
  private static final RowTable BY_SECOND = new RowTable(PartitionBy.SECOND);
  private static final RowTable BY_MINUTE = new RowTable(PartitionBy.MINUTE);
  private static final String SECOND = "year=2025/month=11/day=08/hour=14/minute=30/second=45/";
  private static final String DAY = "year=2025/month=11/day=08/";
  private static final String HOUR = DAY + "hour=14/";
  private static final String MINUTE = "year=2025/month=11/day=08/hour=14/minute=30/";

  @TempDir Path directory;

  private String root() {
    return directory.resolve("table").toUri().toString();
  }

  private void write(TestStream<FeatureVector> rows, PartitionBy by) {
    write(rows, new RowTable(by), by);
  }

  private <T> void write(TestStream<T> elements, Table<T> table, PartitionBy by) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(elements)
        .apply("IntoWindows", WINDOWING.accumulating())
        .apply(WriteTable.at(root(), table, by, WINDOWING));
    pipeline.run().waitUntilFinish();
  }

  private void writeBySecond(FeatureVector... rows) {
    write(
        at(TestStream.create(FeatureVectorCoder.of()), rows).advanceWatermarkToInfinity(),
        PartitionBy.SECOND);
  }

  private static TestStream.Builder<FeatureVector> at(
      TestStream.Builder<FeatureVector> stream, FeatureVector... rows) {
    for (FeatureVector row : rows) {
      stream = stream.addElements(at(row.snapshot().windowEndMillis() - 1, row));
    }
    return stream;
  }

  private static TestStream<WindowFindings> stream(Anomaly... anomalies) {
    Coder<WindowFindings> coder = WindowFindingsCoder.of();
    TestStream.Builder<WindowFindings> stream = TestStream.create(coder);
    for (Anomaly anomaly : anomalies) {
      stream = stream.addElements(at(anomaly.windowEndMillis() - 1, findings(anomaly)));
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static <T> TimestampedValue<T> at(long millis, T element) {
    return TimestampedValue.of(element, Instant.ofEpochMilli(millis));
  }

  /** All files, hidden ones included, relative to the table. */
  private List<String> files() {
    Path table = directory.resolve("table");
    try (Stream<Path> paths = Files.walk(table)) {
      return paths
          .filter(Files::isRegularFile)
          .map(file -> table.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Anomaly anomaly) {
    return AnomalyTable.record(anomaly, new RowVersion(728, 0, true)).toString();
  }

  private HadoopInputFile input(String file) throws IOException {
    return HadoopInputFile.fromPath(
        new org.apache.hadoop.fs.Path(directory.resolve("table").resolve(file).toUri()),
        new Configuration());
  }

  private List<GenericRecord> read(String file) throws IOException {
    var rows = new ArrayList<GenericRecord>();
    try (var reader =
        AvroParquetReader.<GenericRecord>builder(input(file))
            .withDataModel(new GenericData())
            .build()) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void rowIsAFileThatHoldsAllOfIt() throws IOException {
    FeatureVector row = row("rig-1", 3, START, 0, full());
    writeBySecond(row);

    String file = SECOND + "cycle=3/part-rig-1-00000.parquet";
    assertThat(files()).containsExactly(file);
    assertThat(read(file)).singleElement().asString().isEqualTo(BY_SECOND.record(row).toString());
    try (var parquet = ParquetFileReader.open(input(file))) {
      assertThat(parquet.getFooter().getBlocks().get(0).getColumns())
          .allMatch(column -> column.getCodec() == CompressionCodecName.SNAPPY);
      assertThat(parquet.getFileMetaData().getSchema().getType("window_start").toString())
          .contains("TIMESTAMP(MILLIS,true)");
    }
  }

  @Test
  void rowsOfOtherRigsCyclesAndWindowsAreFilesOfTheirOwn() {
    writeBySecond(
        row("rig-1", 3, START, 0, full()),
        row("rig-2", 3, START, 0, full()),
        row("rig-1", 4, START, 0, full()),
        row("rig-1", 4, START + 1_000, 0, full()));
    assertThat(files())
        .containsExactly(
            SECOND + "cycle=3/part-rig-1-00000.parquet",
            SECOND + "cycle=3/part-rig-2-00000.parquet",
            SECOND + "cycle=4/part-rig-1-00000.parquet",
            SECOND.replace("=45", "=46") + "cycle=4/part-rig-1-00000.parquet");
  }

  @Test
  void fileStaysInPlaceForAnyRigName() throws IOException {
    var rigs = List.of("../../../x", "a/b", "a%2Fb", "rig 1: Prüfstand", "*", "..");
    writeBySecond(
        rigs.stream().map(rig -> row(rig, 0, START, 0, full())).toArray(FeatureVector[]::new));
    for (String rig : rigs) {
      String file = SECOND + "cycle=0/part-" + FileNames.ofOlderTable(rig) + "-00000.parquet";
      assertThat(files()).contains(file);
      assertThat(read(file))
          .singleElement()
          .satisfies(row -> assertThat(row.get("rig").toString()).isEqualTo(rig));
    }
    assertThat(files()).hasSize(6);
  }

  @Test
  void writtenAgainATableIsTheSame() throws IOException {
    FeatureVector row = row("rig-1", 0, START, 1, full());
    writeBySecond(row);
    var before = read(files().get(0));
    writeBySecond(row, row);
    assertThat(files()).hasSize(1);
    assertThat(read(files().get(0))).asString().isEqualTo(before.toString());
  }

  @Test
  void laterRevisionTakesThePlaceOfTheRow() throws IOException {
    writeBySecond(row("rig-1", 0, START, 0, 99, 1));
    writeBySecond(row("rig-1", 0, START, 1, 100, 2));
    assertThat(files()).hasSize(1);
    assertThat(read(files().get(0)))
        .singleElement()
        .satisfies(row -> assertThat(row.get("revision")).isEqualTo(1));
  }

  @Test
  void olderRevisionThatComesAfterwardsDoesNot() throws IOException {
    writeBySecond(row("rig-1", 0, START, 1, 100, 2));
    writeBySecond(row("rig-1", 0, START, 0, 99, 1));
    assertThat(files()).hasSize(1);
    assertThat(read(files().get(0)))
        .singleElement()
        .satisfies(row -> assertThat(row.get("revision")).isEqualTo(1));
  }

  @Test
  void byMinuteTheRowsOfAMinuteAndRigAreOneFileInOrder() throws IOException {
    write(
        at(
                TestStream.create(FeatureVectorCoder.of()),
                row("rig-1", 1, START + 1_000, 0, full()),
                row("rig-1", 0, START, 0, full()),
                row("rig-1", 1, START, 0, full()),
                row("rig-2", 0, START, 0, full()),
                row("rig-1", 1, START + 15_000, 0, full()))
            .advanceWatermarkToInfinity(),
        PartitionBy.MINUTE);

    assertThat(files())
        .containsExactly(
            MINUTE + "part-rig-1-00000.parquet",
            MINUTE + "part-rig-2-00000.parquet",
            MINUTE.replace("=30", "=31") + "part-rig-1-00000.parquet");
    assertThat(read(files().get(0)))
        .extracting(row -> row.get("cycle") + " " + ((Long) row.get("window_start") - START))
        .containsExactly("0 0", "1 0", "1 1000");
  }

  @Test
  void byMinuteLateRowsAreMergedIntoTheFile() throws IOException {
    FeatureVector first = row("rig-1", 0, START, 0, 99, 1);
    FeatureVector other = row("rig-1", 0, START + 1_000, 0, full());
    FeatureVector second = row("rig-1", 0, START, 1, 100, 2);
    write(
        at(
                at(TestStream.create(FeatureVectorCoder.of()), first, other)
                    .advanceWatermarkTo(Instant.ofEpochMilli(START + 16_000)),
                second)
            .advanceWatermarkToInfinity(),
        PartitionBy.MINUTE);

    assertThat(files()).containsExactly(MINUTE + "part-rig-1-00000.parquet");
    assertThat(read(files().get(0)))
        .extracting(Object::toString)
        .containsExactly(BY_MINUTE.record(second).toString(), BY_MINUTE.record(other).toString());
  }

  @Test
  void fileThatIsNoParquetIsSetAsideAndItsRowWritten() throws IOException {
    FeatureVector row = row("rig-1", 3, START, 0, full());
    writeBySecond(row);
    String file = files().get(0);
    Path path = directory.resolve("table").resolve(file);
    byte[] whole = Files.readAllBytes(path);
    for (int length : List.of(0, 4, whole.length / 2, whole.length - 1)) {
      Files.write(path, Arrays.copyOf(whole, length));
      writeBySecond(row);
      assertThat(read(file)).singleElement().asString().isEqualTo(BY_SECOND.record(row).toString());
    }
    assertThat(files())
        .hasSize(5)
        .allMatch(
            name ->
                name.equals(file)
                    || name.startsWith(SECOND + "cycle=3/.unreadable-part-rig-1-00000.parquet-"));
  }

  @Test
  void whileTheFileSystemIsAwayNoFileIsSetAside() throws IOException {
    FeatureVector row = row("rig-1", 3, START, 0, full());
    var stored = new StoredRows(directory.resolve("table")).with(row);
    String file = files().get(0);
    Files.write(directory.resolve("table").resolve(file), new byte[0]);
    var away =
        new TroubledFileSystem.Trouble() {
          @Override
          public void before(String change, org.apache.hadoop.fs.Path path) {}

          @Override
          public void beforeStatus(org.apache.hadoop.fs.Path path) throws IOException {
            throw new ConnectException("Connection refused");
          }
        };
    var table = new TableFiles(root(), BY_SECOND, stored.incoming());
    table.open(TroubledFileSystem.storage(stored, away));
    byte[] record = new RecordCodec(BY_SECOND.schema()).encode(List.of(BY_SECOND.record(row)));
    var again = List.of(new TableRow(".", file, record));
    assertThatThrownBy(() -> table.merge(file, again))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("cannot write to", file, "Connection refused");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void parquetFileWithDamagedRowsIsNamedAndStays() throws IOException {
    FeatureVector row = row("rig-1", 3, START, 0, full());
    writeBySecond(row);
    String file = files().get(0);
    Path path = directory.resolve("table").resolve(file);
    byte[] damaged = Files.readAllBytes(path);
    Arrays.fill(damaged, 4, 200, (byte) 0xff);
    Files.write(path, damaged);
    assertThatThrownBy(() -> writeBySecond(row))
        .rootCause()
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file);
    assertThat(files()).containsExactly(file);
    assertThat(path).hasBinaryContent(damaged);
  }

  @ParameterizedTest
  @EnumSource(PartitionBy.class)
  void anomaliesOfRigAndMinuteAreOneFileAsReportedLast(PartitionBy by) throws IOException {
    var table = new AnomalyTable(by);
    Anomaly again = anomaly("rig-1", 0, START, 320);
    Anomaly next = anomaly("rig-1", 1, START + 1_000, 305);
    Anomaly nextMinute = anomaly("rig-1", 1, START + 15_000, 305);
    write(
        stream(anomaly("rig-1", 0, START, 310), next, anomaly("rig-2", 0, START, 310), nextMinute),
        table,
        by);
    write(stream(again), table, by);

    assertThat(files())
        .containsExactly(
            HOUR + "part-rig-1-00030.parquet",
            HOUR + "part-rig-1-00031.parquet",
            HOUR + "part-rig-2-00030.parquet");
    assertThat(read(files().get(0)))
        .extracting(Object::toString)
        .containsExactly(text(again), text(next));
  }

  /** In the directory of a day, as builds before hour directories made it. */
  @Test
  void anomaliesThatEarlierBuildKeptAreReplacedInItsFiles() throws IOException {
    var table = new AnomalyTable(PartitionBy.SECOND);
    String former = DAY + "part-rig-1-143045-000-0.parquet";
    Storage.at(root(), new StoredRows(directory.resolve("table")).incoming())
        .write(
            former,
            table.schema(),
            List.of(AnomalyTable.record(anomaly("rig-1", 0, START, 310), null)));
    Anomaly again = anomaly("rig-1", 0, START, 320);
    Anomaly other = anomaly("rig-1", 0, START + 1_000, 305);
    write(stream(again, other), table, PartitionBy.SECOND);

    assertThat(files()).containsExactly(HOUR + "part-rig-1-00030.parquet", former);
    assertThat(read(former)).singleElement().asString().isEqualTo(text(again));
    assertThat(read(files().get(0))).singleElement().asString().isEqualTo(text(other));
  }

  @ParameterizedTest
  @CsvSource({"SECOND, 143045-000, 143054-000", "MINUTE, 1430, 1430"})
  void alertsThatEarlierBuildKeptAreReplacedInItsFiles(
      PartitionBy by, String raisedAt, String clearedAt) throws IOException {
    var table = new AlertTable(by);
    var raised = Samples.alert("rig-1", START, State.RAISED);
    var cleared = Samples.alert("rig-1", START + 9_000, State.CLEARED);
    for (String time : new TreeSet<>(List.of(raisedAt, clearedAt))) {
      var kept = new ArrayList<GenericRecord>();
      if (time.equals(raisedAt)) {
        kept.add(table.record(raised));
      }
      if (time.equals(clearedAt)) {
        kept.add(table.record(cleared));
      }
      Storage.at(root(), new StoredRows(directory.resolve("table")).incoming())
          .write(DAY + "part-rig-1-" + time + ".parquet", table.schema(), kept);
    }
    List<String> before = files();
    write(
        TestStream.create(AlertCoder.of())
            .addElements(at(START, cleared), at(START, raised))
            .advanceWatermarkToInfinity(),
        table,
        by);
    assertThat(files()).isEqualTo(before);
    assertThat(read(before.get(0)).get(0)).hasToString(table.record(raised).toString());
  }

  @Test
  void eachMessageOfAnAlertIsKeptOnceHoweverOftenItIsWritten() throws IOException {
    var table = new AlertTable(PartitionBy.MINUTE);
    var raised = Samples.alert("rig-1", START, State.RAISED);
    var cleared = Samples.alert("rig-1", START + 9_000, State.CLEARED);
    for (int run = 0; run < 2; run++) {
      write(
          TestStream.create(AlertCoder.of())
              .addElements(at(START, cleared), at(START, raised))
              .advanceWatermarkToInfinity(),
          table,
          PartitionBy.MINUTE);
    }
    assertThat(files()).containsExactly(HOUR + "part-rig-1-00030.parquet");
    assertThat(read(files().get(0)))
        .extracting(row -> row.get("state").toString())
        .containsExactly("raised", "cleared");
  }

  @Test
  void directoryInWhichNoFileCanBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    String inside = file.toUri() + "/table";
    assertThatThrownBy(() -> WriteTable.requireWritable(inside))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write to " + inside)
        .hasMessageContaining("--output=");
    assertThatThrownBy(() -> WriteTable.requireWritable("nowhere://host/path"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void directoryThatCanBeWrittenIsLeftWithoutAFile() {
    WriteTable.requireWritable(root());
    assertThat(files()).isEmpty();
  }
}
