package io.hydrobeam.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.window.Windowing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
  @Test
  void theNextRunReadsWholeWindowsFromALatenessAndAMinuteBehind() {
    var seconds = new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));
    assertThat(OffsetCommits.startAfter(1_762_612_345_999L, seconds)).isEqualTo(1_762_612_275_000L);
    assertThat(OffsetCommits.startAfter(1_762_612_345_000L, seconds)).isEqualTo(1_762_612_275_000L);
    var sevens = new Windowing(Duration.standardSeconds(7), Duration.ZERO);
    assertThat(OffsetCommits.startAfter(70_000 + 60_000 + 6_999, sevens)).isEqualTo(70_000);
    assertThat(OffsetCommits.startAfter(59_000, sevens)).isZero();
  }

  @Test
  void whatIsNotReadYetIsNotPassedOver() {
    var read = new TopicPartition("hydraulic-PS1", 0);
    var sentLongAfter = new TopicPartition("hydraulic-SE", 0);
    var offsets =
        OffsetCommits.offsets(
            1_762_612_275_000L,
            Map.of(read, 700L, sentLongAfter, 3_600L),
            Map.of(read, 900L, sentLongAfter, 10L));
    assertThat(offsets.get(read).offset()).isEqualTo(700);
    assertThat(offsets.get(sentLongAfter).offset()).isEqualTo(10);
  }

  @Test
  void theNextRunLearnsFromWhichWindowOnItReadsAll() {
    var ps1 = new TopicPartition("hydraulic-PS1", 0);
    var committed = OffsetCommits.offsets(1_762_612_275_000L, Map.of(ps1, 7L), Map.of(ps1, 9L));
    var byOthers = new OffsetAndMetadata(5, "by hand");
    assertThat(OffsetCommits.firstWindow(List.of(committed.get(ps1), byOthers)))
        .contains(Instant.ofEpochMilli(1_762_612_275_000L));
    assertThat(OffsetCommits.firstWindow(List.of(byOthers))).isEmpty();
  }
}
