package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetterCoder;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Quiet;
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
 * Readings in windows in; for each sensor of each rig, cycle and window the {@link #MOMENTS} of its
 * samples out. They do not wait for the watermark: each firing holds what has just come, so that
 * every sample is in exactly one. {@link io.hydrobeam.join.JoinSensors} waits, for all sensors at
 * once, and merges what it holds; if the sensors waited here, each by itself, a runner that lets
 * the watermark pass between two keys would join some of them without the others. {@link
 * #DEAD_LETTERS} are passed on.
 *
 * <pre>
 *   Reading or DeadLetter -- SummarizeBundle --+-- MergeParts (CombinePerKey) -- (sensor, moments)
 *                                              |
 *                                              +-- DeadLetter
 * </pre>
 */
public final class SummarizeSensors extends PTransform<PCollection<Parsed>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** The moments of each sensor. */
  public static final TupleTag<KV<SensorKey, Moments>> MOMENTS = new TupleTag<>("moments") {};

  /** The messages that are no readings, as they came in. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  /** That nothing comes at all; told by whoever reads, and not by this. */
  public static final TupleTag<Quiet> QUIET = new TupleTag<>("quiet") {};

  static final KvCoder<SensorKey, Moments> MOMENTS_CODER =
      KvCoder.of(SensorKeyCoder.of(), MomentsCoder.of());

  private SummarizeSensors() {}

  /** Summaries of the windows in which the readings are, see {@link Windowing#atOnce}. */
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
