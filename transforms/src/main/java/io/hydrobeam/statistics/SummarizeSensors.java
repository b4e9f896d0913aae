package io.hydrobeam.statistics;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorKeyCoder;
import io.hydrobeam.window.Windowing;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Readings in; for each sensor of each rig, cycle and window the moments of its samples out. They
 * do not wait for the watermark: each firing holds what has just come, so that every sample is in
 * exactly one. {@link io.hydrobeam.join.JoinSensors} waits, for all sensors at once, and merges
 * what it holds; if the sensors waited here, each by itself, a runner that lets the watermark pass
 * between two keys would join some of them without the others.
 */
public final class SummarizeSensors
    extends PTransform<PCollection<Reading>, PCollection<KV<SensorKey, Moments>>> {
  private static final long serialVersionUID = 1L;

  private final Windowing windowing;

  private SummarizeSensors(Windowing windowing) {
    this.windowing = windowing;
  }

  /** Summaries over such windows. */
  public static SummarizeSensors every(Windowing windowing) {
    return new SummarizeSensors(windowing);
  }

  @Override
  public PCollection<KV<SensorKey, Moments>> expand(PCollection<Reading> readings) {
    return readings
        .apply("IntoWindows", windowing.atOnce())
        .apply("SummarizeBundle", ParDo.of(new SummarizeBundle()))
        .setCoder(KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of()))
        .apply("MergeMoments", Combine.perKey(new MergeMoments()))
        .apply("DropEmptyPanes", ParDo.of(new DropEmptyPanes()))
        .setCoder(KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of()));
  }

  /** Counts what goes into rows: each sample is in one firing, so none is counted twice. */
  private static final class DropEmptyPanes
      extends DoFn<KV<SensorKey, Optional<Moments>>, KV<SensorKey, Moments>> {
    private static final long serialVersionUID = 1L;

    private final Counter samplesInRows =
        Metrics.counter(SummarizeSensors.class, "samples_in_rows");

    @ProcessElement
    public void processElement(
        @Element KV<SensorKey, Optional<Moments>> pane,
        OutputReceiver<KV<SensorKey, Moments>> out) {
      pane.getValue()
          .ifPresent(
              moments -> {
                samplesInRows.inc(moments.count());
                out.output(KV.of(pane.getKey(), moments));
              });
    }
  }
}
