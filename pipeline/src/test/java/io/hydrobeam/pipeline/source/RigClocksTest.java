package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows of 1 s, delay 1 s, lateness 10 s, idle after 5 s, skew up to 600 s, steps of 60 s. */
class RigClocksTest {
  private static final long NOW = 1_762_612_245_000L;
  private static final long LONG_AGO = 1_500_000_000_000L;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);
  private static final TimeSettings SETTINGS =
      new TimeSettings(
          Duration.standardSeconds(1),
          Duration.standardSeconds(10),
          Duration.standardSeconds(5),
          Duration.standardSeconds(600),
          Duration.standardHours(1),
          null,
          Duration.standardSeconds(60),
          Duration.standardSeconds(1),
          Duration.standardSeconds(1));

  private final List<String> warnings = new ArrayList<>();
  private final ReaderClock clock = new ReaderClock(SETTINGS, 2, new RigWarnings(warnings::add));
  private final List<TopicPartition> partitions = new ArrayList<>();
  private boolean drained = true;
  private long now = NOW;
  private int late;

  private void open(TopicPartition... opened) {
    for (TopicPartition partition : opened) {
      clock.open(partition, OptionalLong.empty(), now);
      partitions.add(partition);
    }
  }

  private void read(TopicPartition partition, String rig, long eventTime) {
    late += clock.read(partition, rig, eventTime, now) == 0 ? 0 : 1;
  }

  /** Time passes, and Kafka tells its ends. */
  private void pass(long millis) {
    now += millis;
    partitions.forEach(p -> clock.endKnown(p, drained, now));
  }

  private long watermark() {
    return partitions.stream().mapToLong(p -> clock.advance(p, now)).min().orElseThrow();
  }

  /** Both rigs sample PS1 once a second, and the watermark is asked for after each sample. */
  private void live(int seconds, long skewOfA, long skewOfB) {
    for (int i = 0; i < seconds; i++) {
      pass(500);
      read(PS1, "A", now + skewOfA);
      watermark();
      pass(500);
      read(PS1, "B", now + skewOfB);
      watermark();
    }
  }

  @Test
  void rigThatIsAheadMakesNoSampleOfAnotherLate() {
    for (long ahead : new long[] {2 * SECOND, 13 * SECOND, 599 * SECOND}) {
      late = 0;
      partitions.clear();
      open(PS1);
      read(PS1, "B", now);
      live(1_200, ahead, 0);
      assertThat(late).as("%d ms ahead", ahead).isZero();
      // All samples of B are on the full second, and the second is over with each.
      assertThat(watermark()).isEqualTo(now);
      pass(3_600 * SECOND);
    }
  }

  @Test
  void rigThatIsAheadIsNamedOnce() {
    open(PS1, SE);
    for (int i = 0; i < 30; i++) {
      pass(SECOND);
      for (TopicPartition partition : partitions) {
        read(partition, "A", now + 13 * SECOND);
        read(partition, "B", now);
      }
      watermark();
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Rig A is 13.0 s ahead of the other rigs of hydraulic-PS1-0, and 12.0 s ahead")
        .contains("No sample is late for that: rows wait for the others.");
  }

  @Test
  void rigThatIsBehindSeveralIsNamedInsteadOfThem() {
    open(PS1);
    for (int i = 0; i < 30; i++) {
      pass(SECOND);
      read(PS1, "A", now);
      read(PS1, "B", now - 20 * SECOND);
      read(PS1, "C", now + 100);
    }
    assertThat(warnings).singleElement().asString().contains("Rig B is 20.0 s behind");
  }

  @Test
  void rigsInStepAreNotWarnedOf() {
    open(PS1);
    live(100, 3 * SECOND, -3 * SECOND);
    assertThat(warnings).isEmpty();
  }

  @Test
  void silentRigHoldsTheOthersBackForTheIdleTimeoutOnly() {
    open(PS1);
    live(10, 0, 0);
    long fellSilent = now;
    for (int i = 1; i < 5; i++) {
      pass(SECOND);
      read(PS1, "A", now);
      assertThat(watermark()).isEqualTo(fellSilent - SECOND);
    }
    pass(SECOND);
    read(PS1, "A", now);
    assertThat(watermark()).isEqualTo(now - SECOND);
  }

  @Test
  void afterASilenceNothingIsLateForAClockThatIsAhead() {
    open(PS1);
    live(10, 300 * SECOND, 0);
    for (int i = 1; i <= 9; i++) {
      pass(SECOND);
      read(PS1, "A", now + 300 * SECOND);
      watermark();
    }
    for (int i = 9; i > 0; i--) {
      read(PS1, "B", now - i * SECOND);
    }
    live(10, 300 * SECOND, 0);
    assertThat(late).isZero();
  }

  @Test
  void afterASilenceOfAllNothingIsLateForAClockThatIsAhead() {
    open(PS1);
    live(10, 300 * SECOND, 0);
    for (int i = 1; i <= 9; i++) {
      pass(SECOND);
      watermark();
    }
    for (int i = 9; i > 0; i--) {
      read(PS1, "A", now + (300 - i) * SECOND);
      watermark();
      read(PS1, "B", now - i * SECOND);
    }
    assertThat(late).isZero();
  }

  @Test
  void clockThatIsAheadTakesNoIdlePartitionAlong() {
    open(PS1, SE);
    for (int i = 0; i < 30; i++) {
      pass(SECOND);
      read(PS1, "A", now + 300 * SECOND);
      if (i < 10 || i > 18) {
        read(SE, "B", now);
      }
      watermark();
    }
    assertThat(late).isZero();
  }

  @Test
  void lastRowsOfARigThatIsAheadComeWhenTheirTimeHasCome() {
    clock.open(PS1, OptionalLong.empty(), now);
    clock.open(SE, OptionalLong.empty(), now);
    partitions.addAll(List.of(PS1, SE));
    live(10, 300 * SECOND, 0);
    long newest = now - 500 + 300 * SECOND;
    for (int i = 0; i < 320; i++) {
      pass(SECOND);
      watermark();
    }
    assertThat(watermark()).isGreaterThanOrEqualTo(newest);
  }

  @Test
  void rigFarBehindHoldsTheOthersBackForTheIdleTimeoutOnly() {
    open(PS1);
    live(20, 0, -700 * SECOND);
    assertThat(watermark()).isGreaterThan(now - 3 * SECOND);
    assertThat(late).isGreaterThan(10);
    assertThat(warnings).singleElement().asString().contains("Rig B is 699.5 s behind the others");
  }

  @Test
  void clockThatIsAheadMakesNobodyLag() {
    open(PS1);
    live(60, 599 * SECOND, -5 * SECOND);
    assertThat(late).isZero();
    assertThat(watermark()).isEqualTo(now - 5 * SECOND);
  }

  @Test
  void inABacklogARigThatIsAnHourAheadMakesNothingLate() {
    open(PS1);
    drained = false;
    for (int i = 0; i < 7_200; i++) {
      read(PS1, "A", LONG_AGO + (3_600 + i) * SECOND);
      read(PS1, "B", LONG_AGO + i * SECOND);
      if (i % 50 == 0) {
        pass(SECOND);
        watermark();
        assertThat(clock.toWait(Set.of(PS1), p -> 0.5)).isEmpty();
      }
    }
    assertThat(late).isZero();
  }

  @Test
  void inABacklogRigsThatComeByTurnsAreWaitedFor() {
    open(PS1);
    drained = false;
    for (int turn = 0; turn < 20; turn++) {
      for (String rig : new String[] {"A", "B"}) {
        for (int i = 0; i < 300; i++) {
          read(PS1, rig, LONG_AGO + (turn * 300 + i) * SECOND);
        }
        pass(SECOND);
        for (int batch = 0; batch < 10; batch++) {
          watermark();
        }
      }
    }
    // Nothing was known of B in the first turn of A.
    assertThat(late).isLessThan(300);
    assertThat(watermark()).isEqualTo(LONG_AGO + 5_999 * SECOND);
  }

  @Test
  void rigThatComesFirstAsAWholeDoesNotWaitForTheNext() {
    open(PS1);
    drained = false;
    for (int i = 0; i < 600; i++) {
      read(PS1, "A", LONG_AGO + i * SECOND);
    }
    pass(SECOND);
    IntStream.range(0, 15).forEach(batch -> watermark());
    assertThat(watermark()).isEqualTo(LONG_AGO + 599 * SECOND);
  }

  @Test
  void inABacklogARigThatEndedHoldsTheOthersBackForAStepAndTheSkew() {
    open(PS1);
    drained = false;
    read(PS1, "B", LONG_AGO);
    int read = 0;
    while (watermark() < LONG_AGO && read < 100_000) {
      read(PS1, "A", LONG_AGO + read++ * SECOND);
    }
    assertThat(read).isBetween(661, 664);
  }

  @Test
  void oneWrongSampleInABacklogReleasesNobody() {
    open(PS1);
    drained = false;
    read(PS1, "A", LONG_AGO);
    read(PS1, "B", LONG_AGO);
    read(PS1, "A", LONG_AGO + 86_400 * SECOND);
    assertThat(watermark()).isEqualTo(LONG_AGO - SECOND);
  }

  @Test
  void readerThatStoodStillHasHeardNothing() {
    open(PS1);
    live(10, 0, 0);
    now += 60 * SECOND;
    read(PS1, "A", now);
    watermark();
    for (int i = 60; i >= 0; i--) {
      read(PS1, "B", now - i * SECOND);
    }
    assertThat(late).isZero();
  }

  @Test
  void rigThatAppearsHoldsTheOthersBackFromThenOn() {
    open(PS1);
    for (int i = 0; i < 60; i++) {
      pass(SECOND);
      read(PS1, "A", now);
      if (i > 30) {
        read(PS1, "B", now - 8 * SECOND);
      }
      watermark();
    }
    assertThat(late).isZero();
    assertThat(watermark()).isEqualTo(now - 9 * SECOND);
  }

  @Test
  void rigsOfOnePartitionAreBoundedAndForgotten() {
    var rigs = new RigClocks(PS1, SETTINGS, new RigWarnings(warnings::add), now);
    for (int i = 0; i < 5_000; i++) {
      rigs.read(rigs.of("rig-" + i), now, now);
    }
    assertThat(rigs.size()).isEqualTo(1_000);
    // The rigs that share a clock hold the others back as well.
    rigs.read(rigs.of("rig-1"), now + 60 * SECOND, now);
    assertThat(rigs.trailing()).isEqualTo(now - SECOND);
    for (int i = 0; i <= 10 * MINUTE; i += SECOND) {
      now += SECOND;
      rigs.read(rigs.of("rig-1"), now + 60 * SECOND, now);
    }
    rigs.trailing();
    assertThat(rigs.size()).isEqualTo(1);
  }
}
