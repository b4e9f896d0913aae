package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.replay.ReplayProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static final long START = Instant.parse("2025-11-08T14:30:45Z").toEpochMilli();
  private final KeptRows rows = new KeptRows();

  @Test
  void everySampleIsInARowOrADeadLetter() {
    rows.add(row(0, true));
    rows.add(row(1, false));
    Summary summary = summary(2 * 17 + 3, 2, 1);
    assertThat(summary.isRight()).isTrue();
    assertThat(summary.lines())
        .contains(
            "  in rows     34 samples, 3 of them late, but not too late",
            "  unaccounted 0",
            "  rows        2, one for each rig, cycle and second",
            "  alerts      3: 2 high_pressure, 1 sensor_missing",
            "  they were   4: 1 cleared, 3 raised",
            "  /tmp/streaming  2 files, 2.5 MB",
            "  rig-1, cycle 0, the second from 2025-11-08 14:30:45 UTC, revision 0, complete")
        .anyMatch(line -> line.startsWith("  spark-sql -e"))
        .noneMatch(line -> line.contains("/tmp/alerts/**"));
  }

  @Test
  void samplesThatAreLostOrCountedTwiceAreWrong() {
    rows.add(row(0, true));
    assertThat(summary(18, 0, 0).unaccounted()).isEqualTo(1);
    assertThat(summary(18, 0, 0).isRight()).isFalse();
    assertThat(summary(16, 0, 0).isRight()).isFalse();
  }

  @Test
  void rowThatIsThereTwiceIsWrong() {
    rows.add(row(0, true));
    rows.add(row(0, true));
    assertThat(summary(34, 0, 0).isRight()).isFalse();
    assertThat(summary(34, 0, 0).lines()).contains("  rows        2, 1 of them repeat another");
  }

  private Summary summary(long sent, long late, long malformed) {
    return new Summary(
        new ReplayProgress(sent, malformed, late + 3, Instant.EPOCH, Duration.ofSeconds(1)),
        rows,
        late,
        malformed,
        Map.of("high_pressure", 2, "sensor_missing", 1),
        Map.of("raised", 3, "cleared", 1),
        new KeptTable(Path.of("/tmp/streaming"), List.of(Path.of("a"), Path.of("b")), 2_500_000),
        new KeptTable(Path.of("/tmp/anomalies"), List.of(), 0),
        new KeptTable(Path.of("/tmp/alerts"), List.of(), 0));
  }

  /** A row of one sample a sensor. */
  private static GenericRecord row(int second, boolean complete) {
    var fields = SchemaBuilder.record("Row").fields().requiredString("rig");
    for (String name : List.of("cycle", "revision", "sensor_count")) {
      fields = fields.requiredInt(name);
    }
    fields = fields.requiredLong("window_start").requiredBoolean("complete");
    for (String name : RowText.FEATURES) {
      fields = fields.optionalDouble(name);
    }
    for (Sensor sensor : Sensor.all()) {
      fields = fields.requiredLong(sensor + "_count");
      for (String statistic : List.of("_avg", "_min", "_max", "_std")) {
        fields = fields.optionalDouble(sensor + statistic);
      }
    }
    GenericRecord row = new GenericData.Record(fields.endRecord());
    row.put("rig", "rig-1");
    row.put("cycle", 0);
    row.put("revision", 0);
    row.put("sensor_count", 17);
    row.put("window_start", START + second * 1_000L);
    row.put("complete", complete);
    Sensor.all().forEach(sensor -> row.put(sensor + "_count", 1L));
    return row;
  }
}
