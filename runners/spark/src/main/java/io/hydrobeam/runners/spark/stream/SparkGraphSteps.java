package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.pipeline.graph.GraphSteps;
import io.hydrobeam.pipeline.source.SensorSource;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Steps with a different implementation on the Spark runner. The readers summarize the records, and
 * the join is one GroupByKey instead of a CoGroupByKey of three inputs.
 *
 * @param limits the limits of a reader in one batch
 */
record SparkGraphSteps(ReadLimits limits) implements GraphSteps {
  @Override
  public PCollectionTuple summarizeSensors(Pipeline pipeline, SensorSource source) {
    return pipeline.apply("SummarizeAtTheSource", new SummarizeAtTheSource(source, limits));
  }

  @Override
  public PTransform<
          PCollection<KV<JoinKey, SensorMoments>>,
          PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
      coGroupByKey() {
    return GroupByKey.create();
  }
}
