package io.hydrobeam.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorKeyCoder;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.window.Windowing;
import java.util.EnumMap;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class JoinSensorsTest {
  private static final Instant START = Instant.parse("2025-11-08T14:30:45Z");
  private static final IntervalWindow WINDOW =
      new IntervalWindow(START, Duration.standardSeconds(1));
  private static final Windowing WINDOWING =
      new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private final TestStream.Builder<KV<SensorKey, Moments>> stream =
      TestStream.create(KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of()));

  private static TimestampedValue<KV<SensorKey, Moments>> part(
      String rig, int cycle, Sensor sensor, double... values) {
    Moments moments = merged(values);
    return TimestampedValue.of(
        KV.of(new SensorKey(new RigCycle(rig, cycle), sensor), moments), START.plus(999));
  }

  private static Moments merged(double... values) {
    Moments merged = Moments.of(values[0]);
    for (int i = 1; i < values.length; i++) {
      merged = merged.merge(Moments.of(values[i]));
    }
    return merged;
  }

  private static RigSnapshot snapshot(
      String rig, int cycle, int revision, Map<Sensor, Moments> sensors) {
    var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
    sensors.forEach((sensor, moments) -> statistics.put(sensor, moments.statistics()));
    long start = START.getMillis();
    return new RigSnapshot(rig, cycle, start, start + 1_000, revision, statistics);
  }

  private PCollection<RigSnapshot> joined(TestStream<KV<SensorKey, Moments>> parts) {
    return pipeline
        .apply(parts)
        .apply("IntoWindows", WINDOWING.discarding())
        .apply(JoinSensors.over(WINDOWING, GatherSensors.byRate()));
  }

  @Test
  void sensorsOfAllRatesMeetInOneSnapshot() {
    var snapshots =
        joined(
            stream
                .addElements(
                    part("a", 0, Sensor.PS1, 1, 2), part("a", 0, Sensor.FS1, 3),
                    part("a", 0, Sensor.SE, 4), part("a", 0, Sensor.CE, 5))
                .advanceWatermarkToInfinity());

    PAssert.that(snapshots)
        .containsInAnyOrder(
            snapshot(
                "a",
                0,
                0,
                Map.of(
                    Sensor.PS1, merged(1, 2),
                    Sensor.FS1, Moments.of(3),
                    Sensor.SE, Moments.of(4),
                    Sensor.CE, Moments.of(5))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rigsAndCyclesStayApart() {
    var snapshots =
        joined(
            stream
                .addElements(
                    part("a", 0, Sensor.PS1, 1),
                    part("a", 1, Sensor.PS1, 2),
                    part("b", 0, Sensor.PS1, 3))
                .advanceWatermarkToInfinity());

    PAssert.that(snapshots)
        .containsInAnyOrder(
            snapshot("a", 0, 0, Map.of(Sensor.PS1, Moments.of(1))),
            snapshot("a", 1, 0, Map.of(Sensor.PS1, Moments.of(2))),
            snapshot("b", 0, 0, Map.of(Sensor.PS1, Moments.of(3))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void lateSamplesBringTheWholeSnapshotAgainWithTheNextRevision() {
    var snapshots =
        joined(
            stream
                .addElements(part("a", 0, Sensor.PS1, 1), part("a", 0, Sensor.SE, 9))
                .advanceWatermarkTo(START.plus(2_000))
                .addElements(part("a", 0, Sensor.PS1, 2))
                .advanceWatermarkTo(START.plus(3_000))
                .addElements(part("a", 0, Sensor.TS1, 7))
                .advanceWatermarkToInfinity());

    PAssert.that(snapshots)
        .inOnTimePane(WINDOW)
        .containsInAnyOrder(
            snapshot("a", 0, 0, Map.of(Sensor.PS1, Moments.of(1), Sensor.SE, Moments.of(9))));
    PAssert.that(snapshots)
        .inLatePane(WINDOW)
        .containsInAnyOrder(
            snapshot("a", 0, 1, Map.of(Sensor.PS1, merged(1, 2), Sensor.SE, Moments.of(9))),
            snapshot(
                "a",
                0,
                2,
                Map.of(
                    Sensor.PS1,
                    merged(1, 2),
                    Sensor.SE,
                    Moments.of(9),
                    Sensor.TS1,
                    Moments.of(7))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void windowThatHasOnlyLateSamplesStartsAtRevisionZero() {
    var snapshots =
        joined(
            stream
                .advanceWatermarkTo(START.plus(2_000))
                .addElements(part("a", 0, Sensor.PS1, 1))
                .advanceWatermarkToInfinity());

    PAssert.that(snapshots)
        .containsInAnyOrder(snapshot("a", 0, 0, Map.of(Sensor.PS1, Moments.of(1))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void windowWithoutSamplesMakesNoRow() {
    var snapshots =
        joined(
            stream
                .advanceWatermarkTo(START.plus(2_000))
                .advanceWatermarkTo(START.plus(60_000))
                .advanceWatermarkToInfinity());

    PAssert.that(snapshots).empty();
    pipeline.run().waitUntilFinish();
  }

  private static long counted(PipelineResult run, String name) {
    var filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(JoinSensors.class, name))
            .build();
    long sum = 0;
    for (MetricResult<Long> counter : run.metrics().queryMetrics(filter).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  @Test
  void samplesInRowsCountOnEmissionAndOnlyOnce() {
    joined(
        stream
            .addElements(part("a", 0, Sensor.PS1, 1, 2), part("b", 0, Sensor.SE, 3))
            .advanceWatermarkTo(START.plus(2_000))
            .addElements(part("a", 0, Sensor.PS1, 4))
            .addElements(part("a", 0, Sensor.TS1, 5, 6))
            .advanceWatermarkTo(START.plus(3_000))
            .addElements(part("a", 0, Sensor.PS1, 7))
            .advanceWatermarkToInfinity());
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    assertThat(counted(run, "samples_joined")).isEqualTo(7);
    assertThat(counted(run, "samples_in_rows")).isEqualTo(7);
  }

  @Test
  void samplesThatTheGroupingDropsAreNotInRows() {
    joined(
        stream
            .addElements(part("a", 0, Sensor.PS1, 1, 2))
            .advanceWatermarkTo(START.plus(20_000))
            .addElements(part("a", 0, Sensor.PS1, 3, 4, 5))
            .advanceWatermarkToInfinity());
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    assertThat(counted(run, "samples_joined")).isEqualTo(5);
    assertThat(counted(run, "samples_in_rows")).isEqualTo(2);
  }
}
