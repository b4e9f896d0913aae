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
 * Position of the reader in a topic, by offsets. Readers report the last parsed offset instead of a
 * count, so a retried bundle changes nothing. Gaps between offsets, such as transaction markers,
 * count as records. Readers also report passed offsets that are never returned: markers and records
 * of aborted transactions.
 *
 * @param arrived records in the topic from the start of the run to the end of the topic
 * @param lag records among these that are not parsed yet, including open transactions
 */
public record TopicState(long arrived, long lag) {
  /**
   * Returns the states of the topics of these partitions.
   *
   * @param starts start offset of each partition
   * @param ends end of each partition
   * @param next next offset to be parsed of each partition
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

  /** Returns the next offset to be parsed of each partition. */
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

  /** Returns the points from which partitions must be read again, as reported by the readers. */
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
