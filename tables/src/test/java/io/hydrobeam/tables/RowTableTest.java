package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.features.Samples;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class RowTableTest {
  private final RowTable bySecond = new RowTable(PartitionBy.SECOND);
  private final RowTable byMinute = new RowTable(PartitionBy.MINUTE);

  @Test
  void rowHasAFileAsTheDesignShowsIt() {
    assertThat(bySecond.file(row("rig-1", 0, START, 0, full())))
        .isEqualTo(
            "year=2025/month=11/day=08/hour=14/minute=30/second=45/cycle=0/part-rig-1-00000.parquet");
  }

  @Test
  void byMinuteThePathEndsAtTheMinute() {
    assertThat(byMinute.file(row("rig-1", 0, START, 0, full())))
        .isEqualTo("year=2025/month=11/day=08/hour=14/minute=30/part-rig-1-00000.parquet");
  }

  @Test
  void numbersArePaddedButForTheCycle() {
    long early = Instant.parse("2025-01-02T03:04:05Z").getMillis();
    assertThat(bySecond.file(row("r", 2204, early, 0, full())))
        .isEqualTo(
            "year=2025/month=01/day=02/hour=03/minute=04/second=05/cycle=2204/part-r-00000.parquet");
  }

  @Test
  void windowsShorterThanASecondHaveFilesOfTheirOwn() {
    assertThat(bySecond.file(row("r", 0, START + 250, 0, full())))
        .endsWith("second=45/cycle=0/part-r-00250.parquet");
    assertThat(bySecond.file(row("r", 0, -750, 0, full())))
        .isEqualTo(
            "year=1969/month=12/day=31/hour=23/minute=59/second=59/cycle=0/part-r-00250.parquet");
  }

  @Test
  void fileIsEqualForAllRevisionsAndLocales() {
    String file = bySecond.file(row("r", 7, START, 0, full()));
    assertThat(bySecond.file(row("r", 7, START, 9, full()))).isEqualTo(file);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(bySecond.file(row("r", 7, START, 0, full()))).isEqualTo(file);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void columnsAreThoseOfTheDesignInOrder() {
    var columns = new ArrayList<>(List.of("rig", "cycle", "window_start", "window_end"));
    for (Sensor sensor : Sensor.all()) {
      for (String figure : List.of("avg", "min", "max", "std", "count")) {
        columns.add(sensor + "_" + figure);
      }
    }
    columns.addAll(
        List.of(
            "pressure_mean",
            "temperature_mean",
            "flow_mean",
            "pressure_range",
            "pressure_variability",
            "flow_pressure_ratio",
            "efficiency_index",
            "sensor_count",
            "complete",
            "revision"));
    assertThat(bySecond.schema().getFields())
        .extracting(Schema.Field::name)
        .containsExactlyElementsOf(columns);
    assertThat(bySecond.schema().getField("window_start").schema().getLogicalType().getName())
        .isEqualTo("timestamp-millis");
  }

  @Test
  void silentSensorHasNullsAndACountOfZero() {
    var record = bySecond.record(row("r", 0, START, 0, 5, 1.5));
    assertThat(record.get("PS1_avg")).isEqualTo(1.5);
    assertThat(record.get("PS1_count")).isEqualTo(5L);
    for (String figure : List.of("avg", "min", "max", "std")) {
      assertThat(record.get("SE_" + figure)).isNull();
    }
    assertThat(record.get("SE_count")).isEqualTo(0L);
    assertThat(record.get("sensor_count")).isEqualTo(1);
    assertThat(record.get("complete")).isEqualTo(false);
  }

  @Test
  void figureThatNoDoubleCanHoldIsNull() {
    var overflown =
        new Statistics(
            2, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE, Double.NaN);
    var record = bySecond.record(row("r", 0, START, 0, Map.of(Sensor.PS1, overflown)));
    assertThat(record.get("PS1_avg")).isNull();
    assertThat(record.get("PS1_std")).isNull();
    assertThat(record.get("PS1_max")).isEqualTo(Double.MAX_VALUE);
    assertThat(record.get("PS1_count")).isEqualTo(2L);
  }

  @Test
  void versionWithMoreSamplesStaysAndThenThatWithTheHigherRevision() {
    assertThat(replaces(1, 10, 0, 9)).isTrue();
    assertThat(replaces(0, 10, 1, 9)).isTrue();
    assertThat(replaces(1, 9, 0, 10)).isFalse();
    assertThat(replaces(1, 10, 0, 10)).isTrue();
    assertThat(replaces(0, 10, 1, 10)).isFalse();
    assertThat(replaces(1, 10, 1, 10)).isTrue();
  }

  @Test
  void completeRowStaysWhereSamplesWereCountedTwice() {
    var complete = bySecond.record(row("r", 0, START, 0, full()));
    var twice = new EnumMap<>(full());
    twice.replaceAll((s, d) -> new Statistics(2 * d.count(), d.avg(), d.min(), d.max(), d.std()));
    var doubled = bySecond.record(row("r", 0, START, 1, twice));
    assertThat(bySecond.replaces(doubled, complete)).isFalse();
    assertThat(bySecond.replaces(complete, doubled)).isTrue();
  }

  private boolean replaces(int revision, long samples, int presentRevision, long presentSamples) {
    return bySecond.replaces(
        bySecond.record(row("r", 0, START, revision, samples, 1)),
        bySecond.record(row("r", 0, START, presentRevision, presentSamples, 1)));
  }

  @Test
  void sensorThatAnOlderFileDoesNotKnowIsAsIfSilent() {
    Schema old = OldColumns.without(bySecond.schema(), OldColumns.ofSensor("CE"));
    var row = OldColumns.row(bySecond.record(row("r", 0, START, 0, full())), old);
    assertThat(RowTable.snapshot(row).sensors()).doesNotContainKey(Sensor.CE).hasSize(16);
  }

  @Test
  void rowsOfFileDifferByWindowAndCycle() {
    assertThat(
            List.of(
                identity(0, START),
                identity(1, START),
                identity(11, START),
                identity(0, START + 1_000)))
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(identity(0, START)).isEqualTo(identity(0, START));
  }

  private String identity(int cycle, long start) {
    return bySecond.identity(bySecond.record(row("r", cycle, start, 0, Samples.full())));
  }
}
