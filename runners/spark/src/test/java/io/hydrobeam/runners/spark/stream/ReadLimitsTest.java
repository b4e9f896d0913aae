package io.hydrobeam.runners.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.pipeline.graph.MonitoringOptions;
import java.time.Duration;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadLimitsTest {
  private static ReadLimits limits(long interval, double delay, int readers) {
    return limits(interval, delay, readers, true);
  }

  private static ReadLimits limits(long interval, double delay, int readers, boolean staysOpen) {
    var options = PipelineOptionsFactory.create();
    var spark = options.as(SparkPipelineOptions.class);
    spark.setBatchIntervalMillis(interval);
    spark.setMinReadTimeMillis(150L);
    spark.setReadTimePercentage(0.8);
    spark.setMaxRecordsPerBatch(1_000_000L);
    var stream = options.as(MonitoringOptions.class);
    stream.setWatermarkDelay(delay);
    stream.setReaders(readers);
    return ReadLimits.of(spark, stream, staysOpen);
  }

  @ParameterizedTest
  @CsvSource({
    // interval, delay, at least
    "1000, 1.0, 150",
    "1000, 0.0, 150",
    "1000, 0.2, 350",
    "1000, 1.2, 350",
    "1000, 0.35, 500",
    "1000, 0.36, 150",
    "1000, 0.9, 150",
    "500, 0.2, 150",
    "500, 1.1, 250"
  })
  void batchWaitsForTheEndOfAWindowWhereThatLeavesHalfOfItsTime(
      long interval, double delay, long atLeast) {
    assertThat(limits(interval, delay, 1).atLeast()).isEqualTo(Duration.ofMillis(atLeast));
  }

  @Test
  void readersShareABatch() {
    var limits = limits(1000, 0.2, 4);
    assertThat(limits.records()).isEqualTo(250_000);
    assertThat(limits.atLeast()).isEqualTo(Duration.ofMillis(37));
    assertThat(limits.atMost()).isEqualTo(Duration.ofMillis(200));
    assertThat(limits.inBacklog()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void readerThatMayBeClosedBetweenBatchesReadsNoLonger() {
    assertThat(limits(1000, 1, 1, true).inBacklog()).isEqualTo(Duration.ofMillis(2_400));
    assertThat(limits(1000, 1, 1, false).inBacklog()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void longBatchesAreNoLongerInABacklog() {
    assertThat(limits(2000, 1, 1).inBacklog()).isEqualTo(Duration.ofMillis(2_400));
    assertThat(limits(10_000, 1, 1).inBacklog()).isEqualTo(Duration.ofMillis(8_000));
  }
}
