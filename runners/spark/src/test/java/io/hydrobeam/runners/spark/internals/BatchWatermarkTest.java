package io.hydrobeam.runners.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sources of a number a window and, by the clock, one every 100 ms, in batches of 500 ms. */
class BatchWatermarkTest {
  private static final Duration WINDOW = Duration.standardSeconds(1);
  private static final int SOURCES = 2;
  private static final int WINDOWS = 15;

  /** What was read, and which windows were closed, in this order. */
  private static final List<Step> STEPS = new CopyOnWriteArrayList<>();

  private static final CountDownLatch CLOSED = new CountDownLatch(WINDOWS);

  /** A number that a source has read, or of a window that was closed. */
  private record Step(int source, long number) {
    static final int CLOSED = -1;

    boolean isClosed() {
      return source == CLOSED;
    }
  }

  @Test
  void batchClosesTheWindowsThatItHasReadToTheEnd(@TempDir Path directory) throws Exception {
    PipelineResult run = pipeline(directory).run();
    assertThat(CLOSED.await(60, TimeUnit.SECONDS)).as("closed in a minute: %s", STEPS).isTrue();
    run.cancel();

    var newest = new long[SOURCES];
    long closed = -1;
    for (Step step : STEPS) {
      if (step.isClosed()) {
        closed = Math.max(closed, step.number());
      } else {
        if (isTheFirstOfItsBatch(step)) {
          // The watermark was the time of the newest number, of the slower source.
          assertThat(closed)
              .as("with %s, of %s", Arrays.toString(newest), STEPS)
              .isEqualTo(Arrays.stream(newest).min().orElseThrow() - 1);
        }
        newest[step.source()] = step.number();
      }
    }
  }

  private static boolean isTheFirstOfItsBatch(Step read) {
    int before = STEPS.indexOf(read) - 1;
    return before >= 0 && STEPS.get(before).isClosed();
  }

  private static Pipeline pipeline(Path directory) {
    var options = PipelineOptionsFactory.as(SparkPipelineOptions.class);
    options.setRunner(SparkRunner.class);
    options.setSparkMaster("local[1]");
    options.setCheckpointDir(directory.toString());
    options.setBatchIntervalMillis(500L);
    Pipeline pipeline = NamedSteps.empty(options);
    PCollectionList<Long> numbers = PCollectionList.empty(pipeline);
    for (int source = 0; source < SOURCES; source++) {
      numbers =
          numbers.and(
              pipeline
                  .apply("Numbers" + source, numbers())
                  .apply("Read" + source, ParDo.of(new NoteRead(source))));
    }
    numbers
        .apply(Flatten.pCollections())
        .apply(Window.into(FixedWindows.of(WINDOW)))
        .apply(WithKeys.of(0))
        .apply(GroupByKey.create())
        .apply("Close", ParDo.of(new NoteClosed()));
    return pipeline;
  }

  private static GenerateSequence numbers() {
    return GenerateSequence.from(0)
        .withRate(1, Duration.millis(100))
        .withTimestampFn(number -> new Instant(0).plus(WINDOW.multipliedBy(number)));
  }

  private static final class NoteRead extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1L;
    private final int source;

    NoteRead(int source) {
      this.source = source;
    }

    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      STEPS.add(new Step(source, number));
      out.output(number);
    }
  }

  private static final class NoteClosed extends DoFn<KV<Integer, Iterable<Long>>, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<Long>> window) {
      STEPS.add(new Step(Step.CLOSED, window.getValue().iterator().next()));
      CLOSED.countDown();
    }
  }
}
