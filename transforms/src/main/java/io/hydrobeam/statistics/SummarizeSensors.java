package io.hydrobeam.statistics;

import static org.apache.beam.sdk.values.TypeDescriptors.kvs;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorKeyCoder;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Readings in; for each sensor of each rig, cycle and window the moments of its samples out. The
 * panes are discarding: the first holds what came in time, each later one only the late samples
 * that it is fired for, so that every sample is in exactly one pane. Whoever wants the whole merges
 * the panes, as {@link io.hydrobeam.join.JoinSensors} does.
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
        .apply("IntoWindows", windowing.discarding())
        .apply("SummarizeBundle", ParDo.of(new SummarizeBundle()))
        .setCoder(KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of()))
        .apply("MergeMoments", Combine.perKey(new MergeMoments()))
        .apply(
            "DropEmptyPanes",
            FlatMapElements.into(
                    kvs(TypeDescriptor.of(SensorKey.class), TypeDescriptor.of(Moments.class)))
                .via(
                    kv ->
                        kv.getValue().map(moments -> KV.of(kv.getKey(), moments)).stream()
                            .toList()));
  }
}
