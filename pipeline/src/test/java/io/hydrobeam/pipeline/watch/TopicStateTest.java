package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.kafka.PartitionEnd;
import io.hydrobeam.parse.ParseReadings;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricFiltering;
import org.apache.beam.sdk.metrics.MetricKey;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicStateTest {
  private static final TopicPartition A0 = new TopicPartition("a", 0);
  private static final TopicPartition A1 = new TopicPartition("a", 1);
  private static final TopicPartition B0 = new TopicPartition("b", 0);

  private static MetricResults parsedUpTo(Map<TopicPartition, Long> offsets) {
    List<MetricResult<DistributionResult>> results =
        offsets.entrySet().stream()
            .map(
                e ->
                    MetricResult.attempted(
                        MetricKey.create(
                            "step",
                            MetricName.named(
                                ParseReadings.class,
                                ParseReadings.offsetsOf(
                                    e.getKey().topic(), e.getKey().partition()))),
                        DistributionResult.create(999, 9, 0, e.getValue())))
            .toList();
    return new MetricResults() {
      @Override
      public MetricQueryResults queryMetrics(MetricsFilter filter) {
        return MetricQueryResults.create(
            List.of(),
            results.stream().filter(r -> MetricFiltering.matches(filter, r.getKey())).toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
      }
    };
  }

  @Test
  void lagCountsFromLastParsedOffset() {
    Map<TopicPartition, Long> starts = Map.of(A0, 100L, A1, 0L, B0, 7L);
    Map<TopicPartition, Long> next = TopicState.next(starts, parsedUpTo(Map.of(A0, 129L, A1, 19L)));
    assertThat(next).isEqualTo(Map.of(A0, 130L, A1, 20L, B0, 7L));
    assertThat(TopicState.of(starts, Map.of(A0, end(150), A1, end(20), B0, end(7)), next))
        .isEqualTo(Map.of("a", new TopicState(70, 20), "b", new TopicState(0, 0)));
  }

  @Test
  void beforeAnythingIsParsedAllSinceTheStartIsLag() {
    Map<TopicPartition, Long> starts = Map.of(A0, 100L);
    Map<TopicPartition, Long> next = TopicState.next(starts, parsedUpTo(Map.of()));
    assertThat(TopicState.of(starts, Map.of(A0, end(150)), next))
        .isEqualTo(Map.of("a", new TopicState(50, 50)));
  }

  @Test
  void lagCountsWhatAnOpenTransactionHoldsBack() {
    Map<TopicPartition, Long> starts = Map.of(A0, 100L);
    Map<TopicPartition, Long> next = TopicState.next(starts, parsedUpTo(Map.of(A0, 149L)));
    assertThat(TopicState.of(starts, Map.of(A0, new PartitionEnd(2_150, 150)), next))
        .isEqualTo(Map.of("a", new TopicState(2_050, 2_000)));
  }

  private static PartitionEnd end(long offset) {
    return new PartitionEnd(offset, offset);
  }
}
