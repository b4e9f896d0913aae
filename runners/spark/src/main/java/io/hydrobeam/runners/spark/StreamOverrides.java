package io.hydrobeam.runners.spark;

import io.hydrobeam.join.GatherSensors;
import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.pipeline.kafka.SummarizeTopics;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.util.construction.PTransformMatchers;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.util.construction.SingleInputOutputOverrideFactory;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What in the graph of a stream is done in another way on Spark, with the same result: there, each
 * step costs in each batch, whether anything comes or not, and each element of a source costs more
 * than all that is done with it.
 *
 * <ul>
 *   <li>{@link SummarizeTopics} becomes {@link SummarizeAtTheSource}.
 *   <li>{@link GatherSensors} is one GroupByKey instead of a CoGroupByKey of three inputs.
 * </ul>
 */
final class StreamOverrides {
  private StreamOverrides() {}

  static List<PTransformOverride> all(ReadLimits limits) {
    return List.of(
        PTransformOverride.of(
            PTransformMatchers.classEqualTo(SummarizeTopics.class), new Summarize(limits)),
        PTransformOverride.of(PTransformMatchers.classEqualTo(GatherSensors.class), new Gather()));
  }

  private record Summarize(ReadLimits limits)
      implements PTransformOverrideFactory<PBegin, PCollectionTuple, SummarizeTopics> {
    @Override
    public PTransformReplacement<PBegin, PCollectionTuple> getReplacementTransform(
        AppliedPTransform<PBegin, PCollectionTuple, SummarizeTopics> topics) {
      return PTransformReplacement.of(
          topics.getPipeline().begin(), new SummarizeAtTheSource(topics.getTransform(), limits));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple replacement) {
      return ReplacementOutputs.tagged(outputs, replacement);
    }
  }

  private static final class Gather
      extends SingleInputOutputOverrideFactory<
          PCollection<KV<JoinKey, SensorMoments>>,
          PCollection<KV<JoinKey, Iterable<SensorMoments>>>,
          GatherSensors> {
    @Override
    public PTransformReplacement<
            PCollection<KV<JoinKey, SensorMoments>>,
            PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<JoinKey, SensorMoments>>,
                    PCollection<KV<JoinKey, Iterable<SensorMoments>>>,
                    GatherSensors>
                gather) {
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(gather), GroupByKey.create());
    }
  }
}
