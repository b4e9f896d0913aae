package io.hydrobeam.pipeline.graph;

import io.hydrobeam.join.GatherSensors;
import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.pipeline.source.SensorSource;
import io.hydrobeam.statistics.SummarizeSensors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Steps of {@link MonitoringGraph} that a runner may replace, each with a default in plain Beam. A
 * replacement produces the same result.
 */
public interface GraphSteps {
  /**
   * Reads the sensor topics. Outputs {@link SummarizeSensors#MOMENTS} per sensor, rig, cycle and
   * window, {@link SummarizeSensors#DEAD_LETTERS}, and {@link SummarizeSensors#QUIET} while no
   * record arrives.
   *
   * <p>The Spark runner combines in its readers: Spark serializes each element of a source and
   * keeps the last twenty batches in memory.
   */
  default PCollectionTuple summarizeSensors(Pipeline pipeline, SensorSource source) {
    return MonitoringGraph.readAndSummarize(pipeline, source);
  }

  /**
   * Groups the moments of all sensors by rig, cycle and window. The default is a CoGroupByKey with
   * one input per sampling rate.
   *
   * <p>The Spark runner uses one GroupByKey, since each input costs work in each batch.
   */
  default PTransform<
          PCollection<KV<JoinKey, SensorMoments>>,
          PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
      coGroupByKey() {
    return GatherSensors.byRate();
  }
}
