package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.anomaly;
import static io.hydrobeam.features.Samples.findings;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.nothing;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RowVersion;
import io.hydrobeam.model.WindowFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings of versions of one row, in the files of the table. */
class LatestFindingsTest {
  private static final AnomalyTable TABLE = new AnomalyTable(PartitionBy.SECOND);
  private static final Anomaly FOUND = anomaly("rig \"1\"", 3, START, 310);
  private static final Anomaly NEXT = anomaly("rig \"1\"", 3, START + 1_000, 311);
  private static final RowVersion FIRST = new RowVersion(100, 0, false);
  private static final RowVersion SECOND = new RowVersion(500, 1, false);
  private static final RowVersion THIRD = new RowVersion(728, 2, true);
  private static final String HOUR = "year=2025/month=11/day=08/hour=14";

  @TempDir Path directory;
  private StoredRows small;
  private StoredRows large;

  @BeforeEach
  void tables() {
    small = new StoredRows(directory.resolve("anomalies"));
    large = new StoredRows(directory.resolve("compacted-anomalies"));
  }

  /** Keeps findings as one bundle does. */
  private void keep(WindowFindings... found) throws IOException {
    var files = new TableFiles(small.uri(), TABLE, small.incoming());
    files.open();
    var codec = new RecordCodec(TABLE.schema());
    var rows = new ArrayList<TableRow>();
    for (WindowFindings one : found) {
      rows.add(new TableRow("anomalies", TABLE.file(one), codec.encode(TABLE.records(one))));
    }
    files.merge(TABLE.file(found[0]), rows);
  }

  private void compact() throws IOException, InterruptedException {
    for (HourFiles hour : HourFiles.of(small.storage().tree(), HOUR, TABLE)) {
      new HourCompaction(small.storage(), large.storage(), TABLE, true).compact(hour);
    }
  }

  private static List<Object> values(StoredRows table) throws IOException {
    return table.rows().stream().map(row -> row.get("value")).toList();
  }

  @Test
  void revisionWithoutAnomaliesRemovesThoseBefore() throws IOException {
    keep(findings(FOUND, FIRST), findings(NEXT, FIRST));
    keep(nothing(FOUND, SECOND));
    assertThat(values(small)).containsExactly(311.0);
  }

  @Test
  void revisionWithOtherAnomaliesReplacesThoseBefore() throws IOException {
    keep(findings(FOUND, FIRST));
    var worse = anomaly("rig \"1\"", 3, START, 320);
    keep(findings(worse, SECOND));
    GenericRecord row = small.rows().get(0);
    assertThat(row).hasToString(AnomalyTable.record(worse, SECOND).toString());
    assertThat(row.get("revision")).isEqualTo(1);
    assertThat(row.get("samples")).isEqualTo(500L);
    assertThat(row.get("complete")).isEqualTo(false);
  }

  @Test
  void lesserRevisionThatComesLaterChangesNothing() throws IOException {
    keep(nothing(FOUND, SECOND));
    keep(findings(FOUND, FIRST));
    assertThat(small.rows()).isEmpty();
    keep(findings(FOUND, THIRD));
    keep(nothing(FOUND, SECOND));
    assertThat(values(small)).containsExactly(310.0);
  }

  @Test
  void anyOrderAndRepetitionOfRevisionsGivesSameTable() throws IOException {
    var versions =
        List.of(
            findings(FOUND, FIRST),
            nothing(FOUND, SECOND),
            findings(anomaly("rig \"1\"", 3, START, 330), THIRD),
            findings(NEXT, SECOND),
            nothing(NEXT, THIRD));
    for (int seed = 0; seed < 50; seed++) {
      small = new StoredRows(directory.resolve("order" + seed));
      var order = new ArrayList<>(versions);
      order.addAll(versions);
      Collections.shuffle(order, new Random(seed));
      for (int from = 0; from < order.size(); from += 2) {
        keep(order.subList(from, from + 2).toArray(WindowFindings[]::new));
      }
      assertThat(values(small)).as("seed %d", seed).containsExactly(330.0);
    }
  }

  @Test
  void rowWithoutAnomaliesInItsFirstRevisionMakesNoFile() throws IOException {
    keep(nothing(FOUND, new RowVersion(728, 0, true)));
    assertThat(small.files(true)).isEmpty();
  }

  @Test
  void laterRunWithWholeRowRemovesWhatPartOfItHad() throws IOException {
    keep(findings(FOUND, FIRST));
    keep(nothing(FOUND, new RowVersion(728, 0, true)));
    keep(findings(FOUND, FIRST));
    assertThat(small.rows()).isEmpty();
  }

  @Test
  void findingsOfSeveralRowsAreReplacedByLaterOnes() throws IOException {
    keep(findings(FOUND, null));
    keep(nothing(FOUND, null));
    assertThat(small.rows()).isEmpty();
    keep(findings(FOUND, null));
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void findingsOfEarlierBuildAreReplacedInItsFile() throws IOException {
    small.inDayFile(TABLE, findings(FOUND, null));
    List<String> before = small.files(true);
    keep(nothing(FOUND, FIRST));
    assertThat(small.rows()).isEmpty();
    assertThat(small.files(true)).isEqualTo(before);
  }

  @Test
  void compactionKnowsWhichRevisionCounts() throws Exception {
    keep(findings(FOUND, FIRST), findings(NEXT, SECOND));
    compact();
    assertThat(values(large)).containsExactly(310.0, 311.0);
    // Once compacted, the whole row in its first revision is news as well.
    keep(nothing(FOUND, new RowVersion(728, 0, true)), nothing(NEXT, FIRST));
    compact();
    assertThat(values(large)).containsExactly(311.0);
    keep(findings(FOUND, FIRST));
    compact();
    assertThat(values(large)).containsExactly(311.0);
    assertThat(small.files(true)).isEmpty();
  }

  /** The file of the minute is there again, and the compacted one still has what was found. */
  @Test
  void wholeRowRemovesCompactedFindingsWhereItsMinuteHasAFileAgain() throws Exception {
    keep(findings(FOUND, FIRST), findings(NEXT, FIRST));
    compact();
    keep(findings(NEXT, SECOND));
    keep(nothing(FOUND, new RowVersion(728, 0, true)));
    compact();
    assertThat(values(large)).containsExactly(311.0);
  }

  /** Files of an output that is older than the note do not tell the case of letters. */
  @Test
  void findingsOfRigWithCapitalsReplaceThoseOfEarlierBuild() throws Exception {
    var found = anomaly("Rig-A", 3, START, 310);
    String day = "year=2025/month=11/day=08/part-Rig-A-143045-000-3.parquet";
    GenericRecord row = TABLE.records(findings(found, null)).get(0);
    small.storage().write(day, TABLE.schema(), List.of(row));
    keep(findings(found, FIRST));
    assertThat(small.files(true)).containsExactly(day);
    assertThat(small.rows()).hasSize(1);
  }

  @Test
  void wholeRowOfRigWithCapitalsRemovesItsCompactedFindings() throws Exception {
    var found = anomaly("Rig-A", 3, START, 310);
    keep(findings(found, FIRST));
    compact();
    assertThat(values(large)).containsExactly(310.0);
    keep(nothing(found, new RowVersion(728, 0, true)));
    compact();
    assertThat(large.rows()).isEmpty();
  }

  /** The findings of the row that is kept are those that count. */
  @Test
  void orderOfVersionsIsThatOfTableOfRows() {
    var table = new RowTable(PartitionBy.SECOND);
    var rows = new ArrayList<FeatureVector>();
    for (int revision = 0; revision < 3; revision++) {
      for (long samples : List.of(1L, 99L, 728L, 1_456L)) {
        rows.add(row("r", 0, START, revision, samples, 1));
      }
      rows.add(row("r", 0, START, revision, full()));
    }
    for (FeatureVector one : rows) {
      for (FeatureVector other : rows) {
        assertThat(RowVersion.of(one).compareTo(RowVersion.of(other)) >= 0)
            .as("%s over %s", RowVersion.of(one), RowVersion.of(other))
            .isEqualTo(table.replaces(table.record(one), table.record(other)));
      }
    }
  }
}
