package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.source.SensorSource;
import io.hydrobeam.statistics.Summary;
import io.hydrobeam.statistics.UnpackSummaries;
import java.util.ArrayList;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Replacement of {@link io.hydrobeam.pipeline.graph.GraphSteps#summarizeSensors}. Each reader
 * summarizes its records of a batch, and the join merges the summaries. The Spark runner serializes
 * each element of a source, keeps the elements of the last twenty batches in memory, and writes
 * them to the checkpoint. With this transform a batch has one element, the summary.
 *
 * <pre>
 *   PacedSource of KafkaIO --+-- UnpackSummaries
 *   PacedSource of KafkaIO --+
 * </pre>
 */
final class SummarizeAtTheSource extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final SensorSource topics;
  private final ReadLimits limits;

  SummarizeAtTheSource(SensorSource topics, ReadLimits limits) {
    this.topics = topics;
    this.limits = limits;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    var summaries = new ArrayList<PCollection<Summary>>();
    for (KafkaIO.Read<byte[], byte[]> read : topics.messages().reads()) {
      var source = sourceOf(read, begin.getPipeline().getOptions());
      summaries.add(begin.apply("Read" + summaries.size(), Read.from(paced(source))));
    }
    return PCollectionList.of(summaries)
        .apply("AllReaders", Flatten.pCollections())
        .apply("UnpackSummaries", UnpackSummaries.into(topics.windowing()));
  }

  private <M extends CheckpointMark> UnboundedSource<Summary, PacedMark> paced(
      UnboundedSource<KafkaRecord<byte[], byte[]>, M> source) {
    return new PacedSource<>(
        source, topics.parser(), topics.windowing(), limits, topics.messages().quiet());
  }

  /** Returns the source of KafkaIO, which only a pipeline can access. */
  private static UnboundedSource<KafkaRecord<byte[], byte[]>, ?> sourceOf(
      KafkaIO.Read<byte[], byte[]> read, PipelineOptions options) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(read);
    var found = new FindSource();
    pipeline.traverseTopologically(found);
    if (found.source == null) {
      throw new IllegalStateException("this version of KafkaIO has no unbounded source");
    }
    return found.source;
  }

  private static final class FindSource extends Pipeline.PipelineVisitor.Defaults {
    private @Nullable UnboundedSource<KafkaRecord<byte[], byte[]>, ?> source;

    @Override
    @SuppressWarnings("unchecked") // the pipeline has one read, of this type
    public CompositeBehavior enterCompositeTransform(Node node) {
      if (node.getTransform() instanceof Read.Unbounded<?> read) {
        source = (UnboundedSource<KafkaRecord<byte[], byte[]>, ?>) read.getSource();
      }
      return CompositeBehavior.ENTER_TRANSFORM;
    }
  }
}
