package io.hydrobeam.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.ParsedCoder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.window.Windowing;
import java.util.HashMap;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SummarizeSensorsTest {
  private static final Instant START = Instant.parse("2025-11-08T14:30:45Z");
  private static final Windowing WINDOWING =
      new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  private static TimestampedValue<Parsed> sample(
      String rig, int cycle, Sensor sensor, long millis, double value) {
    Instant time = START.plus(millis);
    return TimestampedValue.of(new Reading(rig, sensor, cycle, value, time.getMillis()), time);
  }

  private static KV<SensorKey, Moments> of(
      String rig, int cycle, Sensor sensor, double mean, Moments moments) {
    return KV.of(SensorKey.of(new Reading(rig, sensor, cycle, mean, 0)), moments);
  }

  /** The firings of a window, as many as there were bundles, put together by key. */
  private static List<KV<SensorKey, Moments>> merged(Iterable<KV<SensorKey, Moments>> parts) {
    var sums = new HashMap<SensorKey, Moments>();
    parts.forEach(part -> sums.merge(part.getKey(), part.getValue(), Moments::merge));
    return sums.entrySet().stream().map(e -> KV.of(e.getKey(), e.getValue())).toList();
  }

  private static IntervalWindow second(int number) {
    return new IntervalWindow(START.plus(1_000L * number), Duration.standardSeconds(1));
  }

  private PCollection<KV<SensorKey, Moments>> summarized(PCollection<Parsed> readings) {
    return readings
        .apply(WINDOWING.atOnce())
        .apply(SummarizeSensors.perKey())
        .get(SummarizeSensors.MOMENTS);
  }

  @Test
  void rigsCyclesSensorsAndWindowsAreEachSummedUpAlone() {
    var moments =
        summarized(
            pipeline.apply(
                Create.timestamped(
                    List.of(
                        sample("a", 0, Sensor.PS1, 0, 1),
                        sample("a", 0, Sensor.PS1, 999, 3),
                        sample("a", 0, Sensor.PS1, 1_000, 5),
                        sample("a", 0, Sensor.PS2, 0, 7),
                        sample("a", 1, Sensor.PS1, 0, 9),
                        sample("b", 0, Sensor.PS1, 0, 11)))));

    PAssert.that(moments)
        .inWindow(second(0))
        .satisfies(
            parts -> {
              assertThat(merged(parts))
                  .containsOnly(
                      of("a", 0, Sensor.PS1, 2, new Moments(2, 2, 2, 1, 3)),
                      of("a", 0, Sensor.PS2, 7, Moments.of(7)),
                      of("a", 1, Sensor.PS1, 9, Moments.of(9)),
                      of("b", 0, Sensor.PS1, 11, Moments.of(11)));
              return null;
            });
    PAssert.that(moments)
        .inWindow(second(1))
        .containsInAnyOrder(List.of(of("a", 0, Sensor.PS1, 5, Moments.of(5))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void firingHoldsNewSamplesOnlyAndNeedsNoWatermark() {
    var readings =
        TestStream.create(ParsedCoder.of())
            .addElements(sample("a", 0, Sensor.PS1, 0, 1))
            .addElements(sample("a", 0, Sensor.PS1, 10, 3))
            .advanceWatermarkTo(START.plus(2_000))
            .addElements(sample("a", 0, Sensor.PS1, 20, 8))
            .advanceWatermarkToInfinity();
    var moments = summarized(pipeline.apply(readings));

    PAssert.that(moments)
        .inEarlyPane(second(0))
        .containsInAnyOrder(
            List.of(
                of("a", 0, Sensor.PS1, 1, Moments.of(1)),
                of("a", 0, Sensor.PS1, 3, Moments.of(3))));
    PAssert.that(moments)
        .inWindow(second(0))
        .containsInAnyOrder(
            List.of(
                of("a", 0, Sensor.PS1, 1, Moments.of(1)),
                of("a", 0, Sensor.PS1, 3, Moments.of(3)),
                of("a", 0, Sensor.PS1, 8, Moments.of(8))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void deadLettersArePassedOnInTheWindowOfTheirTime() {
    var letter =
        new DeadLetter(
            new Message("hydraulic-PS1", 0, 1, null, null, 0), Reason.NOT_JSON, "no value");
    var summarized =
        pipeline
            .apply(
                Create.timestamped(
                        List.of(
                            sample("a", 0, Sensor.PS1, 0, 1), TimestampedValue.of(letter, START)))
                    .withCoder(ParsedCoder.of()))
            .apply(WINDOWING.atOnce())
            .apply(SummarizeSensors.perKey());

    PAssert.that(summarized.get(SummarizeSensors.DEAD_LETTERS))
        .inWindow(second(0))
        .containsInAnyOrder(List.of(letter));
    PAssert.that(summarized.get(SummarizeSensors.MOMENTS))
        .containsInAnyOrder(List.of(of("a", 0, Sensor.PS1, 1, Moments.of(1))));
    pipeline.run().waitUntilFinish();
  }
}
