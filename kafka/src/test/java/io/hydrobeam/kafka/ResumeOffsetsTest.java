package io.hydrobeam.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ResumeOffsetsTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);

  private final ResumeOffsets resume = new ResumeOffsets(Map.of(PS1, 100L, SE, 5L));

  private void look(long watermark, long ps1, long se, Map<TopicPartition, ReadPoint> told) {
    resume.look(Optional.of(Instant.ofEpochMilli(watermark)), Map.of(PS1, ps1, SE, se), told);
  }

  @Test
  void nothingIsKnownBeforeTheFirstWatermark() {
    assertThat(resume.at(0, Instant.EPOCH)).isEmpty();
    look(5_000, 100, 5, Map.of());
    assertThat(resume.at(0, Instant.ofEpochMilli(4_999))).isEmpty();
    assertThat(resume.at(0, Instant.ofEpochMilli(5_000))).isEqualTo(Map.of(PS1, 100L, SE, 5L));
  }

  @Test
  void offsetIsLastOneReportedForWindowOrEarlier() {
    look(80_000, 900, 5, Map.of(PS1, new ReadPoint(10_000, 300)));
    look(90_000, 1_000, 5, Map.of(PS1, new ReadPoint(20_000, 400)));
    look(100_000, 1_100, 5, Map.of(PS1, new ReadPoint(30_000, 500)));
    look(110_000, 1_200, 5, Map.of(PS1, new ReadPoint(40_000, 600)));
    Instant written = Instant.ofEpochMilli(110_000);
    assertThat(resume.at(19_999, written)).containsEntry(PS1, 100L).containsEntry(SE, 5L);
    assertThat(resume.at(35_000, written)).containsEntry(PS1, 400L);
    assertThat(resume.at(40_000, written)).containsEntry(PS1, 500L);
  }

  @Test
  void offsetWithLaterTimeCountsFromThatTime() {
    look(80_000, 900, 5, Map.of(PS1, new ReadPoint(10_000, 300)));
    // The time that belongs to this offset is 20_000, and comes next.
    look(90_000, 1_000, 5, Map.of(PS1, new ReadPoint(10_000, 400)));
    look(100_000, 1_100, 5, Map.of(PS1, new ReadPoint(20_000, 400)));
    Instant written = Instant.ofEpochMilli(100_000);
    assertThat(resume.at(10_000, written)).containsEntry(PS1, 300L);
    assertThat(resume.at(20_000, written)).containsEntry(PS1, 400L);
  }

  @Test
  void offsetStaysBehindReadPositionAtWatermark() {
    look(80_000, 350, 5, Map.of(PS1, new ReadPoint(10_000, 300), SE, new ReadPoint(10_000, 9)));
    look(90_000, 900, 70, Map.of(PS1, new ReadPoint(10_000, 800), SE, new ReadPoint(10_000, 70)));
    look(95_000, 900, 70, Map.of(PS1, new ReadPoint(10_000, 800), SE, new ReadPoint(10_000, 70)));
    assertThat(resume.at(10_000, Instant.ofEpochMilli(85_000)))
        .isEqualTo(Map.of(PS1, 350L, SE, 5L));
    assertThat(resume.at(10_000, Instant.ofEpochMilli(90_000)))
        .isEqualTo(Map.of(PS1, 800L, SE, 70L));
  }

  /** Such as while a broker is away, so that nothing is committed for days. */
  @Test
  void memoryIsBoundedWhileNothingIsCommitted() {
    for (long i = 1; i <= 100_000; i++) {
      look(i * 5_000, 100 + i, 5 + i, Map.of(PS1, new ReadPoint(i * 5_000 - 70_000, 90 + i)));
    }
    assertThat(resume.size()).isLessThan(30_000);
    // Each offset is one that was told, or an earlier one.
    Instant written = Instant.ofEpochMilli(100_000 * 5_000L);
    long ps1 = resume.at(written.toEpochMilli() - 70_000, written).get(PS1);
    assertThat(ps1).isBetween(100_000L, 90 + 100_000L);
    assertThat(resume.size()).isLessThan(10);
  }
}
