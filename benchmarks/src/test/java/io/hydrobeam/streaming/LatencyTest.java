package io.hydrobeam.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void percentilesAreThoseOfTheRowsOfTheSpan() {
    // 1 to 100 ms in the span, and before and after it a row that would change each of them.
    List<Appearance> rows = rows(0, 101, second -> second == 0 ? 60_000 : second);

    var latency = Latency.of(rows, 1_000, 101_000);

    assertThat(latency)
        .extracting(Latency::rows, Latency::p50, Latency::p95, Latency::p99)
        .containsExactly(100, 50L, 95L, 99L);
  }

  @Test
  void trendIsTheGrowthInAMinute() {
    // Half a second later each second, as a stream does that keeps up with two thirds of its load.
    var latency = Latency.of(rows(0, 120, second -> 2_000 + 500 * second), 0, 120_000);

    assertThat(latency.trend()).isCloseTo(30_000, within(1e-6));
    assertThat(latency.flat()).isFalse();
  }

  @Test
  void loadIsSustainedWhoseLatencyMovesUpAndDown() {
    var latency = Latency.of(rows(0, 120, second -> 2_000 + 500 * (second % 2)), 0, 120_000);

    assertThat(latency.flat()).isTrue();
  }

  @Test
  void spanWithoutRowsIsRefused() {
    assertThatThrownBy(() -> Latency.of(rows(0, 10, second -> 0), 60_000, 120_000))
        .hasMessageContaining("no rows");
  }

  private static List<Appearance> rows(long from, long to, LongUnaryOperator latency) {
    return LongStream.range(from, to)
        .mapToObj(
            second ->
                new Appearance(second * 1_000 + latency.applyAsLong(second), second * 1_000, 728))
        .toList();
  }
}
