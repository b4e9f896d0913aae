package io.hydrobeam.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Message;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.window.Windowing;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class MessageSumsTest {
  private static final Instant START = Instant.parse("2025-11-08T14:30:45Z");
  private static final Windowing WINDOWING =
      new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));
  private static final ReadingParser PARSER =
      ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC);

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  /** Of two rigs, three sensors and four seconds, some late and some no readings. */
  private static List<TimestampedValue<Message>> messages(int count) {
    var random = new Random(7);
    var messages = new ArrayList<TimestampedValue<Message>>();
    for (int i = 0; i < count; i++) {
      Instant time = START.plus(random.nextInt(4_000));
      Sensor sensor = Sensor.all().get(random.nextInt(3));
      String json =
          random.nextInt(20) == 0
              ? "[" + i + "]"
              : String.format(
                  Locale.ROOT,
                  "{\"sensor\":\"%s\",\"cycle\":%s,\"value\":%s,\"timestamp\":\"%s\",\"rig\":\"rig-%s\"}",
                  sensor,
                  random.nextInt(2),
                  random.nextGaussian(),
                  time,
                  random.nextInt(2));
      long lateness = random.nextInt(20) == 0 ? 12_345 : 0;
      boolean duplicate = random.nextInt(20) == 0;
      messages.add(
          TimestampedValue.of(
              new Message(
                  "hydraulic-" + sensor,
                  i % 4,
                  i,
                  Message.NO_TIMESTAMP,
                  null,
                  json.getBytes(UTF_8),
                  List.of(),
                  lateness,
                  duplicate),
              time));
    }
    return messages;
  }

  private static List<Summary> summaries(List<TimestampedValue<Message>> messages, int each) {
    var sums = new MessageSums(PARSER, WINDOWING);
    var summaries = new ArrayList<Summary>();
    for (int i = 0; i < messages.size(); i++) {
      sums.add(messages.get(i).getValue(), messages.get(i).getTimestamp());
      if ((i + 1) % each == 0) {
        summaries.add(sums.take());
      }
    }
    summaries.add(sums.take());
    return summaries;
  }

  /** A sensor's moments in a window, however many parts they came in, to nine digits. */
  private static final class Show extends DoFn<KV<SensorKey, Iterable<Moments>>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void show(
        @Element KV<SensorKey, Iterable<Moments>> parts,
        BoundedWindow window,
        OutputReceiver<String> out) {
      Moments all =
          StreamSupport.stream(parts.getValue().spliterator(), false)
              .reduce(Moments::merge)
              .orElseThrow();
      out.output(
          String.format(
              Locale.ROOT,
              "%s %s %d %.9f %.9f %s %s",
              parts.getKey(),
              window.maxTimestamp(),
              all.count(),
              all.mean(),
              all.m2(),
              all.min(),
              all.max()));
    }
  }

  private static PCollection<String> moments(String name, PCollectionTuple summarized) {
    return summarized
        .get(SummarizeSensors.MOMENTS)
        .apply(name + "Windows", WINDOWING.discarding())
        .apply(name + "Parts", GroupByKey.create())
        .apply(name, ParDo.of(new Show()))
        .apply(name + "Unwindowed", Windowing.unwindowed());
  }

  private static PCollection<String> deadLetters(String name, PCollectionTuple summarized) {
    return summarized
        .get(SummarizeSensors.DEAD_LETTERS)
        .apply(name + "Times", Reify.timestamps())
        .apply(name, MapElements.into(TypeDescriptors.strings()).via(Object::toString))
        .apply(name + "Unwindowed", Windowing.unwindowed());
  }

  /** Each of so many is in both. */
  private static void assertSame(
      String name, int count, PCollection<String> one, PCollection<String> other) {
    PAssert.that(
            PCollectionList.of(one)
                .and(other)
                .apply(name, Flatten.pCollections())
                .apply(name + "Count", Count.perElement()))
        .satisfies(
            found -> {
              assertThat(found).hasSize(count).allMatch(each -> each.getValue() == 2);
              return null;
            });
  }

  @Test
  void sourceSumsEqualGraphSums() {
    List<TimestampedValue<Message>> messages = messages(2_000);
    List<Summary> summaries = summaries(messages, 300);
    int dead = summaries.stream().mapToInt(summary -> summary.deadLetters().size()).sum();
    assertThat(dead).isBetween(100, 300);
    PCollectionTuple bySteps =
        pipeline
            .apply("Messages", Create.timestamped(messages))
            .apply(ParseReadings.with(PARSER))
            .apply(WINDOWING.atOnce())
            .apply(SummarizeSensors.perKey());
    PCollectionTuple atTheSource =
        pipeline.apply("Summaries", Create.of(summaries)).apply(UnpackSummaries.into(WINDOWING));
    assertSame(
        "Moments", 2 * 2 * 3 * 4, moments("BySteps", bySteps), moments("AtTheSource", atTheSource));
    assertSame(
        "DeadLetters",
        dead,
        deadLetters("DeadBySteps", bySteps),
        deadLetters("DeadAtTheSource", atTheSource));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void duplicatesAreCountedAndInNoSum() {
    List<TimestampedValue<Message>> messages = messages(2_000);
    List<Summary> summaries = summaries(messages, 300);
    long summed =
        summaries.stream()
            .flatMap(summary -> summary.moments().stream())
            .mapToLong(moments -> moments.getValue().getValue().count())
            .sum();
    long duplicates = summaries.stream().mapToLong(Summary::duplicates).sum();
    long dead = summaries.stream().mapToLong(summary -> summary.deadLetters().size()).sum();
    assertThat(duplicates).isBetween(50L, 150L);
    assertThat(summed + duplicates + dead).isEqualTo(2_000);

    pipeline.apply(Create.of(summaries)).apply(UnpackSummaries.into(WINDOWING));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    var filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ParseReadings.class, "samples_duplicate"));
    assertThat(result.metrics().queryMetrics(filter.build()).getCounters())
        .extracting(counter -> counter.getCommitted())
        .containsExactly(duplicates);
  }

  @Test
  void manyDeadLettersAreToBeTakenBeforeMoreIsAdded() {
    var sums = new MessageSums(PARSER, WINDOWING);
    var large = new Message("hydraulic-PS1", 0, 0, null, new byte[4 << 20], 0);
    for (int i = 0; i < 4; i++) {
      assertThat(sums.isFull()).isFalse();
      sums.add(large, START);
    }
    assertThat(sums.isFull()).isTrue();
    assertThat(sums.take().deadLetters()).hasSize(4);
    assertThat(sums.isFull()).isFalse();
    assertThat(sums.take()).isEqualTo(new Summary(List.of(), List.of(), 0));
  }

  @Test
  void summaryIsEncodedWhole() throws Exception {
    for (Summary summary : summaries(messages(200), 90)) {
      CoderProperties.coderDecodeEncodeEqual(SummaryCoder.of(), summary);
    }
    CoderProperties.coderSerializable(SummaryCoder.of());
  }
}
