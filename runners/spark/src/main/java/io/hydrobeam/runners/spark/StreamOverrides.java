package io.hydrobeam.runners.spark;

import io.hydrobeam.join.GatherSensors;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.statistics.MergeParts;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.runners.PTransformOverrideFactory.PTransformReplacement;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformMatchers;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.util.construction.SingleInputOutputOverrideFactory;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What in the graph of a stream is done in another way on Spark, with the same result: there, each
 * step costs in each batch, whether anything comes or not.
 *
 * <ul>
 *   <li>Every unbounded read becomes a {@link PacedSource}.
 *   <li>{@link MergeParts} lets the parts pass: a reader is one bundle a batch, so there are as
 *       many parts of a window as batches and readers that it spans, and the join merges them as
 *       well; a grouping would visit each sensor of each rig and keep state of all its windows.
 *   <li>{@link GatherSensors} is one GroupByKey instead of a CoGroupByKey of three inputs.
 * </ul>
 */
final class StreamOverrides {
  private StreamOverrides() {}

  static List<PTransformOverride> all() {
    return List.of(
        PTransformOverride.of(StreamOverrides::isUnpaced, new Pace<>()),
        replace(MergeParts.class, new AsTheyAre()),
        replace(GatherSensors.class, GroupByKey.<RigCycle, SensorMoments>create()));
  }

  private static boolean isUnpaced(AppliedPTransform<?, ?, ?> node) {
    return node.getTransform() instanceof Read.Unbounded<?> read
        && !(read.getSource() instanceof PacedSource);
  }

  private static <A, B, T extends PTransform<PCollection<A>, PCollection<B>>>
      PTransformOverride replace(Class<T> step, PTransform<PCollection<A>, PCollection<B>> other) {
    return PTransformOverride.of(
        PTransformMatchers.classEqualTo(step), new Replacement<A, B, T>(other));
  }

  private static final class Replacement<A, B, T extends PTransform<PCollection<A>, PCollection<B>>>
      extends SingleInputOutputOverrideFactory<PCollection<A>, PCollection<B>, T> {
    private final PTransform<PCollection<A>, PCollection<B>> other;

    Replacement(PTransform<PCollection<A>, PCollection<B>> other) {
      this.other = other;
    }

    @Override
    public PTransformReplacement<PCollection<A>, PCollection<B>> getReplacementTransform(
        AppliedPTransform<PCollection<A>, PCollection<B>, T> step) {
      return PTransformReplacement.of(PTransformReplacements.getSingletonMainInput(step), other);
    }
  }

  private static final class AsTheyAre
      extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<KV<SensorKey, Moments>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public PCollection<KV<SensorKey, Moments>> expand(PCollection<KV<SensorKey, Moments>> parts) {
      return parts.apply("PassOn", ParDo.of(new PassOn()));
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
}
