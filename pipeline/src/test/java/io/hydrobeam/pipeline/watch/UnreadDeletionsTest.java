package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnreadDeletionsTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);

  private final UnreadDeletions deletions = new UnreadDeletions();

  @Test
  void readRecordsMayBeDeleted() {
    assertThat(deletions.take(Map.of(PS1, 100L, SE, 0L), Map.of(PS1, 100L, SE, 0L))).isZero();
  }

  @Test
  void recordThatWasNotReadCountsOnce() {
    assertThat(deletions.take(Map.of(PS1, 150L), Map.of(PS1, 100L))).isEqualTo(50);
    assertThat(deletions.take(Map.of(PS1, 150L), Map.of(PS1, 100L))).isEqualTo(50);
    assertThat(deletions.take(Map.of(PS1, 160L), Map.of(PS1, 155L))).isEqualTo(55);
    assertThat(deletions.take(Map.of(SE, 7L), Map.of(PS1, 160L, SE, 0L))).isEqualTo(62);
  }
}
