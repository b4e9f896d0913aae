package io.hydrobeam.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.window.Windowing;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
  @Test
  void nextRunReadsWholeWindowsFromALatenessAndAMinuteBehind() {
    var seconds = new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10));
    assertThat(OffsetCommits.startAfter(1_762_612_345_999L, seconds)).isEqualTo(1_762_612_275_000L);
    assertThat(OffsetCommits.startAfter(1_762_612_345_000L, seconds)).isEqualTo(1_762_612_275_000L);
    var sevens = new Windowing(Duration.standardSeconds(7), Duration.ZERO);
    assertThat(OffsetCommits.startAfter(70_000 + 60_000 + 6_999, sevens)).isEqualTo(70_000);
    assertThat(OffsetCommits.startAfter(59_000, sevens)).isZero();
  }

  @Test
  void nextRunLearnsFromWhichWindowOnItReadsAll() {
    var committed = new OffsetAndMetadata(7, "2025-11-08T14:31:15Z");
    var byOthers = new OffsetAndMetadata(5, "by hand");
    assertThat(OffsetCommits.firstWindow(List.of(committed, byOthers)))
        .contains(Instant.parse("2025-11-08T14:31:15Z"));
    assertThat(OffsetCommits.firstWindow(List.of(byOthers))).isEmpty();
  }
}
