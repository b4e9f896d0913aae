package io.hydrobeam.pipeline.watch;

import io.hydrobeam.kafka.PartitionEnd;
import io.hydrobeam.kafka.ReadPoint;
import io.hydrobeam.parse.ParseReadings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.kafka.common.TopicPartition;

/**
 * How a topic and its reader stand, by offsets: since the last offset that was parsed is told, and
 * not how many were, a bundle that is tried again changes nothing. Where offsets have gaps, as the
 * marks of transactions make them, these count as records. Readers tell as well when they have
 * passed what is handed out to nobody: marks and the records of aborted transactions.
 *
 * @param arrived records in the topic from where the run began to its end
 * @param lag those of them that are not parsed yet, with those of open transactions
 */
public record TopicState(long arrived, long lag) {
  /**
   * The topics of these partitions.
   *
   * @param starts the offset at which each partition is begun
   * @param ends the end of each
   * @param next the offset that is parsed next
   */
  static Map<String, TopicState> of(
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, PartitionEnd> ends,
      Map<TopicPartition, Long> next) {
    var topics = new TreeMap<String, TopicState>();
    ends.forEach(
        (partition, last) -> {
          long end = last.offset();
          long start = starts.get(partition);
          topics.merge(
              partition.topic(),
              new TopicState(Math.max(0, end - start), Math.max(0, end - next.get(partition))),
              (one, other) -> new TopicState(one.arrived + other.arrived, one.lag + other.lag));
        });
    return topics;
  }

  /** The offset of each partition that is parsed next. */
  static Map<TopicPartition, Long> next(Map<TopicPartition, Long> starts, MetricResults metrics) {
    Map<String, Long> parsed = greatest(metrics);
    var next = new HashMap<TopicPartition, Long>();
    starts.forEach(
        (partition, start) -> {
          String name = ParseReadings.offsetsOf(partition.topic(), partition.partition());
          next.put(partition, Math.max(start, parsed.getOrDefault(name, -1L) + 1));
        });
    return next;
  }

  /** What readers have told of the partitions from which on they must be read again. */
  static Map<TopicPartition, ReadPoint> told(
      Collection<TopicPartition> partitions, MetricResults metrics) {
    Map<String, Long> greatest = greatest(metrics);
    var told = new HashMap<TopicPartition, ReadPoint>();
    for (TopicPartition p : partitions) {
      Long time = greatest.get(ParseReadings.resumeTimesOf(p.topic(), p.partition()));
      Long offset = greatest.get(ParseReadings.resumeOffsetsOf(p.topic(), p.partition()));
      if (time != null && offset != null) {
        told.put(p, new ReadPoint(time, offset));
      }
    }
    return told;
  }

  private static Map<String, Long> greatest(MetricResults metrics) {
    var filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(ParseReadings.class));
    var last = new HashMap<String, Long>();
    for (MetricResult<DistributionResult> result :
        metrics.queryMetrics(filter.build()).getDistributions()) {
      last.merge(result.getName().getName(), result.getAttempted().getMax(), Math::max);
    }
    return last;
  }
}
