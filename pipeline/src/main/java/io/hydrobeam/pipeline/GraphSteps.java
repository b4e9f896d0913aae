package io.hydrobeam.pipeline;

import io.hydrobeam.join.GatherSensors;
import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.pipeline.kafka.SensorSource;
import io.hydrobeam.statistics.SummarizeSensors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * The steps of {@link MonitoringGraph} that a runner may replace, each with its default in plain
 * Beam. A replacement has the same result.
 */
public interface GraphSteps {
  /**
   * Reads the sensor topics into {@link SummarizeSensors#MOMENTS} of each sensor, rig, cycle and
   * window, {@link SummarizeSensors#DEAD_LETTERS}, and {@link SummarizeSensors#QUIET} while no
   * record comes.
   *
   * <p>The Spark runner sums up in its readers: it serializes each element of a source and keeps
   * the last twenty batches in memory.
   */
  default PCollectionTuple summarizeSensors(Pipeline pipeline, SensorSource source) {
    return MonitoringGraph.readAndSummarize(pipeline, source);
  }

  /**
   * Groups the moments of all sensors of a rig, cycle and window: by default a CoGroupByKey with
   * one input for each sampling rate.
   *
   * <p>The Spark runner uses one GroupByKey: each input costs work in each batch.
   */
  default PTransform<
          PCollection<KV<JoinKey, SensorMoments>>,
          PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
      coGroupByKey() {
    return GatherSensors.byRate();
  }
}
