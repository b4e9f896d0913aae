package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetterCoder;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorKeyCoder;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Aggregates windowed readings into {@link #MOMENTS} for each rig, cycle, sensor and window. Dead
 * letters pass through to {@link #DEAD_LETTERS}.
 *
 * <p>The output does not wait for the watermark. Each firing holds the new samples only, so every
 * sample is in exactly one firing. {@link io.hydrobeam.join.JoinSensors} waits for the watermark,
 * for all sensors together, and merges the firings. If each sensor waited here instead, the
 * watermark could pass between two keys. The join would then miss some of the sensors.
 *
 * <pre>
 *   Reading or DeadLetter -- SummarizeBundle --+-- MergeParts (CombinePerKey) -- (sensor, moments)
 *                                              |
 *                                              +-- DeadLetter
 * </pre>
 */
public final class SummarizeSensors extends PTransform<PCollection<Parsed>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Moments of each sensor. */
  public static final TupleTag<KV<SensorKey, Moments>> MOMENTS = new TupleTag<>("moments") {};

  /** Messages without a reading, as received. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  /** Reports of silence, written by readers and not by this transform. */
  public static final TupleTag<IdleReport> QUIET = new TupleTag<>("quiet") {};

  static final KvCoder<SensorKey, Moments> MOMENTS_CODER =
      KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of());

  private SummarizeSensors() {}

  /** Returns a transform for readings in windows of {@link Windowing#atOnce}. */
  public static SummarizeSensors perKey() {
    return new SummarizeSensors();
  }

  @Override
  public PCollectionTuple expand(PCollection<Parsed> parsed) {
    PCollectionTuple bundles =
        parsed.apply(
            "SummarizeBundle",
            ParDo.of(new SummarizeBundle()).withOutputTags(MOMENTS, TupleTagList.of(DEAD_LETTERS)));
    return PCollectionTuple.of(
            MOMENTS,
            bundles.get(MOMENTS).setCoder(MOMENTS_CODER).apply("MergeParts", new MergeParts()))
        .and(DEAD_LETTERS, bundles.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of()));
  }
}
