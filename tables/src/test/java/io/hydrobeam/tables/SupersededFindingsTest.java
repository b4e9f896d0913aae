package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.alert.DetectAnomalies;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog that comes sensor by sensor: each row in a part first, then whole. */
class SupersededFindingsTest {
  private static final int SECONDS = 40;

  @TempDir Path directory;

  private void run(List<List<FeatureVector>> rows) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    TestStream.Builder<FeatureVector> stream = TestStream.create(FeatureVectorCoder.of());
    for (List<FeatureVector> together : rows) {
      for (FeatureVector row : together) {
        long start = row.snapshot().windowStartMillis();
        stream = stream.addElements(TimestampedValue.of(row, Instant.ofEpochMilli(start)));
      }
    }
    PCollectionTuple.of(DetectAnomalies.ROWS, pipeline.apply(stream.advanceWatermarkToInfinity()))
        .apply(
            DetectAnomalies.of(
                RigConfig.standard(), null, CarriedAlerts.NONE, java.time.Duration.ofDays(1)))
        .get(DetectAnomalies.FINDINGS)
        .apply(
            WriteTable.at(
                directory.toUri().toString(),
                new AnomalyTable(PartitionBy.SECOND),
                PartitionBy.SECOND,
                new Windowing(Duration.standardSeconds(1), Duration.ZERO)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void wholeRowsLeaveNoAnomaliesOfTheirParts() throws Exception {
    var parts = new ArrayList<FeatureVector>();
    var whole = new ArrayList<FeatureVector>();
    for (int second = 0; second < SECONDS; second++) {
      long start = START + second * 1_000L;
      parts.add(row("rig-1", 0, start, 0, 100, 150));
      whole.add(row("rig-1", 0, start, 1, full()));
    }
    var table = new StoredRows(directory);
    run(List.of(parts));
    assertThat(table.rows()).hasSize(SECONDS * 16);
    run(List.of(parts, whole));
    assertThat(table.rows()).isEmpty();
    run(List.of(parts));
    assertThat(table.rows()).isEmpty();
  }

  /** Two rigs share a name: what their rows show together is no finding of one of them. */
  @Test
  void revisionOfOneRowLeavesWhatAllRowsOfItsSecondShow() throws Exception {
    var rows = new ArrayList<FeatureVector>();
    rows.add(row("rig-1", 1_000, START, 0, 99, 150));
    for (int second = 0; second < SECONDS; second++) {
      rows.add(row("rig-1", 0, START + second * 1_000L, 0, full()));
    }
    run(List.of(rows));
    var table = new StoredRows(directory);
    assertThat(highRates(table)).containsExactly("PS1");
    run(List.of(rows, List.of(row("rig-1", 1_000, START, 1, 100, 150))));
    assertThat(highRates(table)).containsExactly("PS1");
    // Found in one row alone it is there once as well.
    run(List.of(rows, List.of(row("rig-1", 1_000, START, 1, 150, 150))));
    assertThat(highRates(table)).containsExactly("PS1");
  }

  private static List<String> highRates(StoredRows table) throws IOException {
    return table.rows().stream()
        .filter(row -> row.get("type").toString().equals("high_sample_rate"))
        .map(row -> row.get("sensor").toString())
        .toList();
  }
}
