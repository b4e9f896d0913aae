package io.hydrobeam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class ParseReadingsTest {
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:45.123Z");
  private static final byte[] KEY = "rig-1".getBytes(UTF_8);

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private final ParseReadings parse =
      ParseReadings.with(ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC));

  private static Message message(long offset, double value, long lateness) {
    var json =
        String.format(
            Locale.ROOT,
            "{\"sensor\":\"PS1\",\"cycle\":3,\"value\":%s,\"timestamp\":\"2025-11-08T14:30:45.123\"}",
            value);
    return new Message("hydraulic-PS1", 0, offset, KEY, json.getBytes(UTF_8), lateness);
  }

  private static Parsed reading(double value) {
    return new Reading("rig-1", Sensor.PS1, 3, value, TIME.getMillis());
  }

  private static TimestampedValue<Message> at(Instant time, Message message) {
    return TimestampedValue.of(message, time);
  }

  @Test
  void eachMessageIsReadOrDeadLetteredWholeAtItsOwnTimeOrADuplicate() {
    var malformed = new Message("hydraulic-PS1", 2, 9, null, "[7]".getBytes(UTF_8), 0);
    var empty = new Message("hydraulic-PS1", 2, 10, KEY, null, 0);
    var late = message(2, 152, 12_345);
    var early = message(1, 152, -3_600_001);
    var duplicate =
        new Message(
            "hydraulic-PS1",
            0,
            3,
            Message.NO_TIMESTAMP,
            KEY,
            message(1, 151, 0).value(),
            List.of(),
            0,
            true);
    var lateAndMalformed = new Message("hydraulic-PS1", 2, 11, KEY, "{}".getBytes(UTF_8), 99);

    var parsed =
        pipeline
            .apply(
                Create.timestamped(
                    List.of(
                        at(TIME, message(0, 150.5, 0)),
                        at(TIME.plus(1), message(1, 151, 0)),
                        at(TIME.plus(2), malformed),
                        at(TIME.plus(3), empty),
                        at(TIME.plus(4), late),
                        at(TIME.plus(5), lateAndMalformed),
                        at(TIME.plus(6), early),
                        at(TIME.plus(7), duplicate))))
            .apply(parse);

    PAssert.that(parsed.apply("Parsed", Reify.timestamps()))
        .containsInAnyOrder(
            List.of(
                TimestampedValue.of(reading(150.5), TIME),
                TimestampedValue.of(reading(151), TIME.plus(1)),
                dead(
                    2,
                    malformed,
                    Reason.NOT_JSON,
                    "the message is no object: [7]; it takes one JSON object"),
                dead(
                    3,
                    empty,
                    Reason.NOT_JSON,
                    "the message has no value; it takes one JSON object"),
                dead(4, late, Reason.LATE, "the sample is 12345 ms behind the watermark"),
                dead(
                    6,
                    early,
                    Reason.FROM_THE_FUTURE,
                    "the sample is 3600001 ms ahead of the time at which it came; set the clock of"
                        + " its rig, or raise --maxFuture"),
                dead(
                    5,
                    lateAndMalformed,
                    Reason.MISSING_FIELD,
                    "sensor is missing; a message holds sensor, cycle, value and timestamp")));

    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(counters(result))
        .containsOnly(
            Map.entry("samples_read", 8L),
            Map.entry("samples_malformed", 3L),
            Map.entry("samples_late", 1L),
            Map.entry("samples_from_the_future", 1L),
            Map.entry("samples_duplicate", 1L));
    var offsets =
        MetricsFilter.builder()
            .addNameFilter(
                MetricNameFilter.named(
                    ParseReadings.class, ParseReadings.offsetsOf(late.topic(), late.partition())))
            .build();
    assertThat(result.metrics().queryMetrics(offsets).getDistributions())
        .singleElement()
        .extracting(distribution -> distribution.getAttempted().getMax())
        .isEqualTo(duplicate.offset());
  }

  private static TimestampedValue<Parsed> dead(
      long millis, Message message, Reason reason, String detail) {
    return TimestampedValue.of(new DeadLetter(message, reason, detail), TIME.plus(millis));
  }

  private static Map<String, Long> counters(PipelineResult result) {
    var filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(ParseReadings.class));
    var counters = new HashMap<String, Long>();
    for (var counter : result.metrics().queryMetrics(filter.build()).getCounters()) {
      counters.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    return counters;
  }
}
