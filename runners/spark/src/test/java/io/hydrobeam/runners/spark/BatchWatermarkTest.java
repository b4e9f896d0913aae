package io.hydrobeam.runners.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number a window and, by the clock, one every 100 ms, in batches of 500 ms. */
class BatchWatermarkTest {
  private static final Duration WINDOW = Duration.standardSeconds(1);
  private static final int WINDOWS = 15;

  /** What was read, and which windows were closed, in this order. */
  private static final List<Step> STEPS = new CopyOnWriteArrayList<>();

  private static final CountDownLatch CLOSED = new CountDownLatch(WINDOWS);

  private record Step(boolean isRead, long number) {}

  @Test
  void aBatchClosesTheWindowsThatItHasReadToTheEnd(@TempDir Path directory) throws Exception {
    PipelineResult run = pipeline(directory).run();
    assertThat(CLOSED.await(60, TimeUnit.SECONDS)).as("closed in a minute: %s", STEPS).isTrue();
    run.cancel();

    long read = -1;
    long closed = -1;
    for (Step step : STEPS) {
      if (!step.isRead()) {
        closed = Math.max(closed, step.number());
      } else {
        if (isTheFirstOfItsBatch(step)) {
          // The watermark was the time of the newest number.
          assertThat(closed).as("with %d, of %s", read, STEPS).isEqualTo(read - 1);
        }
        read = step.number();
      }
    }
  }

  private static boolean isTheFirstOfItsBatch(Step read) {
    int before = STEPS.indexOf(read) - 1;
    return before >= 0 && !STEPS.get(before).isRead();
  }

  private static Pipeline pipeline(Path directory) {
    var options = PipelineOptionsFactory.as(SparkPipelineOptions.class);
    options.setRunner(SparkRunner.class);
    options.setSparkMaster("local[1]");
    options.setCheckpointDir(directory.toString());
    options.setBatchIntervalMillis(500L);
    Pipeline pipeline = NamedSteps.empty(options);
    pipeline
        .apply(
            GenerateSequence.from(0)
                .withRate(1, Duration.millis(100))
                .withTimestampFn(number -> new Instant(0).plus(WINDOW.multipliedBy(number))))
        .apply("Read", ParDo.of(new NoteRead()))
        .apply(Window.into(FixedWindows.of(WINDOW)))
        .apply(WithKeys.of(0))
        .apply(GroupByKey.create())
        .apply("Close", ParDo.of(new NoteClosed()));
    return pipeline;
  }

  private static final class NoteRead extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      STEPS.add(new Step(true, number));
      out.output(number);
    }
  }

  private static final class NoteClosed extends DoFn<KV<Integer, Iterable<Long>>, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<Long>> window) {
      STEPS.add(new Step(false, window.getValue().iterator().next()));
      CLOSED.countDown();
    }
  }
}
