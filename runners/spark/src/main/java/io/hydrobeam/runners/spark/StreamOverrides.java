package io.hydrobeam.runners.spark;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.statistics.MergeParts;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformMatchers;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What in the graph of a stream is done in another way on Spark, with the same result.
 *
 * <ul>
 *   <li>Every unbounded read becomes a {@link PacedSource}.
 *   <li>{@link MergeParts} lets the parts pass. On Spark a source is one bundle a batch, so it has
 *       nothing to merge, yet visits each sensor of each rig and keeps state of all its windows.
 * </ul>
 */
final class StreamOverrides {
  private StreamOverrides() {}

  static List<PTransformOverride> all() {
    return List.of(
        PTransformOverride.of(
            node ->
                node.getTransform() instanceof Read.Unbounded<?> read
                    && !(read.getSource() instanceof PacedSource),
            new Pace<>()),
        PTransformOverride.of(
            PTransformMatchers.classEqualTo(MergeParts.class), new LetPartsPass()));
  }

  private static final class Pace<T>
      implements PTransformOverrideFactory<PBegin, PCollection<T>, Read.Unbounded<T>> {
    @Override
    public PTransformReplacement<PBegin, PCollection<T>> getReplacementTransform(
        AppliedPTransform<PBegin, PCollection<T>, Read.Unbounded<T>> read) {
      return PTransformReplacement.of(
          read.getPipeline().begin(), Read.from(paced(read.getTransform().getSource())));
    }

    private static <T, M extends CheckpointMark> UnboundedSource<T, M> paced(
        UnboundedSource<T, M> source) {
      return new PacedSource<>(source);
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<T> output) {
      return ReplacementOutputs.singleton(outputs, output);
    }
  }

  private static final class LetPartsPass
      implements PTransformOverrideFactory<
          PCollection<KV<SensorKey, Moments>>, PCollection<KV<SensorKey, Moments>>, MergeParts> {
    @Override
    public PTransformReplacement<
            PCollection<KV<SensorKey, Moments>>, PCollection<KV<SensorKey, Moments>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<SensorKey, Moments>>,
                    PCollection<KV<SensorKey, Moments>>,
                    MergeParts>
                merge) {
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(merge), new AsTheyAre());
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<SensorKey, Moments>> output) {
      return ReplacementOutputs.singleton(outputs, output);
    }
  }

  private static final class AsTheyAre
      extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<KV<SensorKey, Moments>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public PCollection<KV<SensorKey, Moments>> expand(PCollection<KV<SensorKey, Moments>> parts) {
      return parts.apply("AsTheyAre", ParDo.of(new PassOn())).setCoder(parts.getCoder());
    }
  }

  private static final class PassOn extends DoFn<KV<SensorKey, Moments>, KV<SensorKey, Moments>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<SensorKey, Moments> part, OutputReceiver<KV<SensorKey, Moments>> out) {
      out.output(part);
    }
  }
}
