package io.hydrobeam.pipeline.source;

import static io.hydrobeam.pipeline.source.ReaderClock.BEGINNING;
import static io.hydrobeam.pipeline.source.ReaderClock.END;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows of 1 s, delay 1 s, lateness 10 s, idle after 5 s, skew up to 1 h, files of 20 s. */
class ReaderClockTest {
  /** The wall clock when the reader is opened. */
  private static final long NOW = 1_762_612_245_000L;

  /** The event time of a replay of old data. */
  private static final long LONG_AGO = 1_500_000_000_000L;

  private static final long SECOND = 1_000;
  private static final Duration FILE = Duration.standardSeconds(20);
  private static final Duration ANY_STEP = Duration.millis(Long.MAX_VALUE / 4);
  private static final String RIG = "rig-1";
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition PS2 = new TopicPartition("hydraulic-PS2", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);

  private static TimeSettings settings(@Nullable Duration stopWhenIdle) {
    return settings(Duration.standardSeconds(1), stopWhenIdle);
  }

  private static TimeSettings settings(Duration delay, @Nullable Duration stopWhenIdle) {
    return settings(delay, Duration.standardSeconds(10), stopWhenIdle);
  }

  private static TimeSettings settings(
      Duration delay, Duration allowedLateness, @Nullable Duration stopWhenIdle) {
    return new TimeSettings(
        delay,
        allowedLateness,
        Duration.standardSeconds(5),
        Duration.standardHours(1),
        Duration.standardHours(1),
        stopWhenIdle,
        ANY_STEP,
        Duration.standardSeconds(1),
        FILE);
  }

  /** A reader of some partitions, as KafkaIO asks its clock. */
  private static final class Reader {
    final ReaderClock clock;
    final List<TopicPartition> partitions;
    final List<TopicPartition> behind = new ArrayList<>();
    long now = NOW;
    long checkedAt = NOW;

    Reader(@Nullable Duration stopWhenIdle, TopicPartition... partitions) {
      this(settings(stopWhenIdle), partitions);
    }

    private Reader(TimeSettings settings, TopicPartition... partitions) {
      clock = new ReaderClock(settings, partitions.length);
      this.partitions = List.of(partitions);
      this.partitions.forEach(p -> clock.open(p, OptionalLong.empty(), now));
    }

    static Reader inStepsOfAMinute(@Nullable Duration stopWhenIdle, TopicPartition... partitions) {
      return inStepsOfAMinuteBy(settings(stopWhenIdle), partitions);
    }

    static Reader inStepsOfAMinuteBy(TimeSettings s, TopicPartition... partitions) {
      return new Reader(
          new TimeSettings(
              s.delay(),
              s.allowedLateness(),
              s.idleTimeout(),
              s.maxClockSkew(),
              s.maxFuture(),
              s.stopWhenIdle(),
              Duration.standardMinutes(1),
              s.window(),
              s.file()),
          partitions);
    }

    static Reader of(TopicPartition... partitions) {
      return new Reader(settings(null), partitions);
    }

    /** A reader that has read one reading of each partition. */
    static Reader thatRead(long eventTime, TopicPartition... partitions) {
      var reader = of(partitions);
      reader.partitions.forEach(partition -> reader.read(partition, eventTime));
      return reader;
    }

    long read(TopicPartition partition, long eventTime) {
      return clock.read(partition, RIG, eventTime, now);
    }

    /**
     * So many milliseconds pass, in which Kafka tells its end offsets each second and at the end.
     */
    Reader pass(long millis) {
      long end = now + millis;
      while (now + SECOND < end) {
        now += SECOND;
        checkedAt = now;
        partitions.forEach(this::endKnown);
      }
      now = end;
      checkedAt = now;
      return this;
    }

    private void endKnown(TopicPartition partition) {
      clock.endKnown(partition, !behind.contains(partition), checkedAt);
    }

    /** So many milliseconds pass in which no broker answers. */
    Reader passWithoutBroker(long millis) {
      now += millis;
      return this;
    }

    long advance(TopicPartition partition) {
      endKnown(partition);
      return clock.advance(partition, now);
    }

    /** What KafkaIO reports: the slowest of all partitions. */
    long watermark() {
      return partitions.stream().mapToLong(this::advance).min().orElseThrow();
    }
  }

  @Test
  void beforeTheFirstReadingThereIsNoEventTime() {
    var reader = Reader.of(PS1, PS2);
    assertThat(reader.watermark()).isEqualTo(BEGINNING);
    assertThat(reader.pass(60 * SECOND).watermark()).isEqualTo(BEGINNING);
    assertThat(reader.clock.current(PS1)).isEqualTo(BEGINNING);
  }

  @Test
  void liveTheWatermarkTrailsTheNewestEventTimeByTheDelay() {
    var reader = Reader.of(PS1);
    for (int i = 0; i < 100; i++) {
      reader.pass(10).read(PS1, reader.now);
      assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
    }
    assertThat(reader.clock.current(PS1)).isEqualTo(reader.now - SECOND);
  }

  @Test
  void olderReadingDoesNotTakeTheWatermarkBack() {
    var reader = Reader.of(PS1);
    reader.read(PS1, NOW);
    reader.read(PS1, NOW - 9 * SECOND);
    assertThat(reader.watermark()).isEqualTo(NOW - SECOND);
    reader.read(PS1, NOW - 9 * SECOND);
    assertThat(reader.watermark()).isEqualTo(NOW - SECOND);
  }

  /** Once a second for a minute, at these milliseconds of it; the last is read at what is told. */
  private static long afterAMinute(Reader reader, TopicPartition partition, long... phases) {
    for (int i = 0; i < 60; i++) {
      reader.pass(SECOND);
      for (long phase : phases) {
        assertThat(reader.read(partition, LONG_AGO + i * SECOND + phase)).isZero();
        reader.watermark();
      }
    }
    return LONG_AGO + 59 * SECOND + phases[phases.length - 1];
  }

  @Test
  void sensorHasSaidAllOfASecondWithTheOneReadingThatItSendsInIt() {
    var reader = Reader.of(SE);
    long newest = afterAMinute(reader, SE, 700);
    assertThat(reader.watermark()).isEqualTo(newest + 300 - SECOND);
    reader.read(SE, newest + SECOND);
    assertThat(reader.watermark()).isEqualTo(newest + 300);
  }

  @Test
  void ofRigsThatShareAPartitionTheLatestInASecondHasToHaveSpoken() {
    var reader = Reader.of(SE);
    long newest = afterAMinute(reader, SE, 100, 700);
    reader.read(SE, newest + 400);
    assertThat(reader.watermark()).isEqualTo(newest + 400 + 300 - SECOND);
    assertThat(reader.read(SE, newest)).isZero();
    reader.read(SE, newest + SECOND);
    assertThat(reader.watermark()).isEqualTo(newest + 300);
  }

  @Test
  void readingWithinAnyDelayIsInTime() {
    for (long delay : new long[] {0, 1, 200, 1_000, 1_500}) {
      for (long phase : new long[] {0, 1, 700, 999}) {
        var reader = new Reader(settings(Duration.millis(delay), null), SE);
        long newest = afterAMinute(reader, SE, phase);
        long endOfItsSecond = newest - phase + SECOND;
        // The second may be over once the newest is the delay further, no sooner.
        for (long further = 0; further < 3 * SECOND; further += SECOND) {
          reader.read(SE, newest + further);
          assertThat(reader.watermark() >= endOfItsSecond)
              .as("delay %d, phase %d, %d further", delay, phase, further)
              .isEqualTo(further > 0 && further >= delay);
        }
      }
    }
  }

  @Test
  void readingIsInTimeAsLongAsItsWindowIsOpen() {
    var reader = new Reader(settings(Duration.millis(1_500), Duration.ZERO, null), SE);
    long newest = afterAMinute(reader, SE, 0);
    assertThat(reader.watermark()).isEqualTo(newest - 500);
    assertThat(reader.read(SE, newest - SECOND)).isZero();
    assertThat(reader.read(SE, newest - SECOND - 1)).isEqualTo(501);
  }

  @Test
  void watermarkNeverPassesTheNewestEventTime() {
    var reader = new Reader(settings(Duration.ZERO, null), SE);
    long newest = afterAMinute(reader, SE, 100);
    assertThat(reader.watermark()).isEqualTo(newest);
  }

  @Test
  void replayOfOldDataAtRealSpeedKeepsTheTimeOfTheData() {
    var reader = Reader.of(PS1, SE);
    for (int i = 0; i < 20; i++) {
      reader.pass(SECOND);
      assertThat(reader.read(PS1, LONG_AGO + i * SECOND)).isZero();
      assertThat(reader.read(SE, LONG_AGO + i * SECOND)).isZero();
      assertThat(reader.watermark()).isEqualTo(LONG_AGO + (i - 1) * SECOND);
    }
  }

  @Test
  void duringCatchUpTheSlowestPartitionSetsTheTime() {
    var reader = Reader.of(PS1, SE);
    reader.behind.addAll(List.of(PS1, SE));
    for (int i = 0; i < 30; i++) {
      reader.pass(100);
      assertThat(reader.read(PS1, LONG_AGO + i * 60 * SECOND)).isZero();
      assertThat(reader.read(SE, LONG_AGO + i * SECOND)).isZero();
      assertThat(reader.watermark()).isEqualTo(LONG_AGO + (i - 1) * SECOND);
    }
  }

  @Test
  void partitionWithBacklogIsNeverIdle() {
    var reader = Reader.of(PS1, SE);
    reader.read(SE, LONG_AGO);
    reader.behind.add(SE);
    for (int i = 0; i < 100; i++) {
      reader.pass(SECOND).read(PS1, LONG_AGO + i * SECOND);
      assertThat(reader.watermark()).isEqualTo(LONG_AGO - SECOND);
    }
    assertThat(reader.read(SE, LONG_AGO + 1)).isZero();
  }

  @Test
  void topicSilentFromTheStartHoldsWatermarkForIdleTimeout() {
    var reader = Reader.of(PS1, SE);
    for (int i = 1; i < 5; i++) {
      reader.pass(SECOND).read(PS1, NOW + i * SECOND);
      assertThat(reader.watermark()).isEqualTo(BEGINNING);
    }
    reader.pass(SECOND).read(PS1, reader.now);
    assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
  }

  @Test
  void idlePartitionFollowsTheSlowestOfItsSiblings() {
    var reader = Reader.of(PS1, PS2, SE);
    reader.read(SE, NOW);
    for (int i = 1; i <= 30; i++) {
      reader.pass(SECOND);
      reader.read(PS1, NOW + i * SECOND);
      reader.read(PS2, NOW + i * SECOND - 500);
      long expected = i < 5 ? NOW - SECOND : NOW + i * SECOND - 1_500;
      assertThat(reader.watermark()).isEqualTo(expected);
    }
    assertThat(reader.clock.current(SE)).isEqualTo(NOW + 30 * SECOND - 1_500);
  }

  @Test
  void idlePartitionThatComesBackSetsTheTimeAgain() {
    var reader = Reader.of(PS1, SE);
    reader.read(SE, NOW);
    for (int i = 1; i <= 20; i++) {
      reader.pass(SECOND).read(PS1, reader.now);
      reader.watermark();
    }
    assertThat(reader.watermark()).isEqualTo(NOW + 19 * SECOND);
    assertThat(reader.read(SE, NOW + 20 * SECOND)).isZero();
    reader.pass(2 * SECOND).read(PS1, reader.now);
    assertThat(reader.watermark()).isEqualTo(NOW + 19 * SECOND);
  }

  @Test
  void whileNoBrokerAnswersTimeStandsStill() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.pass(SECOND);
    assertThat(reader.watermark()).isEqualTo(NOW - SECOND);
    for (int i = 0; i < 60; i++) {
      assertThat(reader.passWithoutBroker(SECOND).watermark()).isEqualTo(NOW - SECOND);
    }
    assertThat(reader.read(PS1, NOW + SECOND)).isZero();
  }

  @Test
  void samplesDelayedByBrokerOutageAreNotLate() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.watermark();
    assertThat(reader.passWithoutBroker(60 * SECOND).watermark()).isEqualTo(NOW - SECOND);
    assertThat(reader.pass(SECOND).watermark()).isEqualTo(NOW - SECOND);
    for (int i = 1; i <= 61; i++) {
      assertThat(reader.read(PS1, NOW + i * SECOND)).isZero();
    }
    reader.pass(SECOND).watermark();
    for (int i = 1; i <= 62; i++) {
      assertThat(reader.read(SE, NOW + i * SECOND)).isZero();
    }
  }

  @Test
  void partitionSilentAfterOutageIsIdleAfterHalfTimeout() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    reader.read(PS1, NOW);
    reader.read(SE, NOW - 3 * SECOND);
    reader.watermark();
    reader.passWithoutBroker(60 * SECOND).pass(0).watermark();
    reader.pass(2 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(NOW - 4 * SECOND);
    reader.pass(500).watermark();
    assertThat(reader.watermark()).isEqualTo(NOW - SECOND);
    reader.pass(10 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(NOW + 9 * SECOND);
    reader.pass(6 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void whileNoBrokerAnswersTheEndDoesNotComeEither() {
    var reader = new Reader(Duration.standardSeconds(20), PS1);
    reader.read(PS1, NOW);
    assertThat(reader.passWithoutBroker(60 * SECOND).watermark()).isEqualTo(NOW - SECOND);
  }

  @Test
  void flushingGatewayLosesOnlyLateSamples() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    for (int i = 1; i <= 30; i++) {
      reader.pass(SECOND).read(PS1, NOW + i * SECOND);
      reader.watermark();
    }
    long watermark = NOW + 30 * SECOND;
    for (int i = 1; i <= 30; i++) {
      long eventTime = NOW + i * SECOND;
      long behind = watermark - eventTime;
      assertThat(reader.read(SE, eventTime)).isEqualTo(behind > 10 * SECOND ? behind : 0);
    }
    assertThat(reader.read(SE, watermark - 10 * SECOND)).isZero();
    assertThat(reader.read(SE, watermark - 10 * SECOND - 1)).isEqualTo(10 * SECOND + 1);
  }

  @Test
  void allIdleWatermarkFollowsWallClockUntilLastFileIsWritten() {
    var reader = Reader.of(PS1, SE);
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO - 3 * SECOND);
    assertThat(reader.pass(4 * SECOND).watermark()).isEqualTo(LONG_AGO - 4 * SECOND);
    reader.pass(SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(LONG_AGO - SECOND);
    for (int i = 1; i <= 100; i++) {
      reader.pass(SECOND).watermark();
      assertThat(reader.watermark()).isEqualTo(LONG_AGO + Math.min(i - 1, 20) * SECOND);
    }
  }

  @Test
  void idleReportExcludesTimeWithoutBroker() {
    var reader = Reader.of(PS1, SE);
    reader.pass(60 * SECOND).watermark();
    assertThat(reader.clock.allQuietFor()).as("nothing was ever read").isZero();
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO);
    reader.pass(6 * SECOND).watermark();
    assertThat(reader.clock.allQuietFor()).as("its window is open").isZero();
    // Of the partitions that are asked one after the other, the first learns a round later.
    reader.pass(2 * SECOND).watermark();
    assertThat(reader.clock.allQuietFor()).isEqualTo(8 * SECOND);
    for (int i = 0; i < 92; i++) {
      reader.pass(SECOND).watermark();
    }
    assertThat(reader.clock.allQuietFor()).isEqualTo(100 * SECOND);
    reader.passWithoutBroker(3_600 * SECOND);
    assertThat(reader.clock.allQuietFor()).isEqualTo(100 * SECOND);
    reader.read(PS1, LONG_AGO + 60 * SECOND);
    assertThat(reader.clock.allQuietFor()).isZero();
  }

  @Test
  void samplesOfCommonSilenceAreNotLate() {
    var reader = Reader.of(PS1, SE);
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO + 9 * SECOND);
    reader.pass(3_600 * SECOND).watermark();
    for (int i = 10; i < 3_600; i++) {
      assertThat(reader.read(SE, LONG_AGO + i * SECOND)).isZero();
    }
    reader.watermark();
    for (int i = 10; i < 3_600; i++) {
      assertThat(reader.read(PS1, LONG_AGO + i * SECOND)).isZero();
    }
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 3_599 * SECOND);
  }

  @Test
  void whenAllAreIdleHereTimeGoesOnForTheSakeOfOthersElsewhere() {
    var clock = new ReaderClock(settings(null), 2);
    clock.open(PS1, OptionalLong.empty(), NOW);
    clock.read(PS1, RIG, LONG_AGO, NOW);
    for (int i = 1; i <= 100; i++) {
      clock.endKnown(PS1, true, NOW + i * SECOND);
    }
    assertThat(clock.advance(PS1, NOW)).isEqualTo(LONG_AGO + 94 * SECOND);
  }

  @Test
  void firstToSpeakAfterASilenceOfAllTakesNoOtherAheadOfItself() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.pass(60 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(NOW + 15 * SECOND);
    reader.read(SE, NOW + 60 * SECOND);
    assertThat(reader.advance(PS1)).isEqualTo(NOW + 15 * SECOND);
  }

  @Test
  void partitionSilentWithFirstSpeakerHasHalfTimeout() {
    var reader = Reader.thatRead(LONG_AGO, PS1, SE);
    reader.pass(6 * SECOND).watermark();
    for (int i = 0; i < 30; i++) {
      assertThat(reader.read(PS1, LONG_AGO + i * SECOND)).isZero();
    }
    reader.watermark();
    for (int i = 0; i < 30; i++) {
      assertThat(reader.read(SE, LONG_AGO + i * SECOND)).isZero();
    }
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 28 * SECOND);
  }

  @Test
  void partitionStartingLateHoldsOthersForTimeoutOnly() {
    var reader = Reader.thatRead(LONG_AGO, PS1, SE);
    reader.pass(6 * SECOND).watermark();
    reader.read(PS1, LONG_AGO + 30 * SECOND);
    assertThat(reader.pass(2 * SECOND).watermark()).isEqualTo(LONG_AGO);
    reader.pass(500).watermark();
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 29 * SECOND);
  }

  @Test
  void longSilentPartitionIsNotWaitedFor() {
    var reader = Reader.of(PS1, PS2, SE);
    for (int i = 0; i < 20; i++) {
      reader.pass(SECOND).read(PS1, reader.now);
      reader.read(PS2, reader.now);
      reader.watermark();
    }
    reader.pass(6 * SECOND).watermark();
    reader.read(PS1, reader.now);
    reader.read(PS2, reader.now);
    reader.watermark();
    assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
  }

  @Test
  void timeBeforeTheFirstSpeaksIsNotCountedAgainstTheOthers() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.pass(6 * SECOND).watermark();
    reader.passWithoutBroker(3 * SECOND).read(PS1, NOW + 20 * SECOND);
    reader.pass(0).watermark();
    assertThat(reader.read(SE, NOW + SECOND)).isZero();
  }

  @Test
  void partitionWithKnownRecordsSpeaksFirst() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.pass(6 * SECOND).watermark();
    reader.behind.add(PS1);
    reader.pass(SECOND).watermark();
    reader.behind.clear();
    reader.read(PS1, NOW + 30 * SECOND);
    reader.watermark();
    assertThat(reader.read(SE, NOW + SECOND)).isZero();
  }

  @Test
  void foreverSilentPartitionDoesNotDelayBursts() {
    var reader = Reader.thatRead(NOW, PS1, PS2, SE);
    for (int burst = 0; burst < 100; burst++) {
      for (int i = 0; i < 3; i++) {
        reader.pass(SECOND).watermark();
      }
      reader.read(SE, reader.now);
    }
    assertThat(reader.watermark()).isGreaterThan(NOW + 280 * SECOND);
  }

  @Test
  void timeGoesOnForReadingsThatWereTooFarAheadToBeBelieved() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    for (int i = 0; i < 4_000; i++) {
      reader.pass(SECOND);
      reader.read(PS1, reader.now + 3_601 * SECOND);
      reader.read(SE, reader.now + 3_601 * SECOND);
      reader.watermark();
    }
    assertThat(reader.watermark()).isGreaterThan(NOW + 3_900 * SECOND);
  }

  @Test
  void freshClockAdvancesWithoutHistory() {
    var clock = new ReaderClock(settings(null), 1);
    clock.open(PS1, OptionalLong.of(LONG_AGO), NOW);
    for (int i = 1; i <= 3_600; i++) {
      clock.endKnown(PS1, true, NOW + i * SECOND);
    }
    assertThat(clock.advance(PS1, NOW)).isGreaterThan(LONG_AGO + 3_500 * SECOND);
  }

  @Test
  void lastRowsComeAlsoBesideASensorThatIsFarBehindAndGoesOn() {
    var reader = Reader.of(PS1, SE);
    for (int i = 0; i < 70; i++) {
      reader.pass(SECOND);
      if (i < 10) {
        reader.read(PS1, reader.now);
      }
      reader.read(SE, reader.now - 36_000 * SECOND);
      reader.watermark();
    }
    assertThat(reader.watermark()).isEqualTo(NOW + 15 * SECOND);
  }

  @Test
  void readingsAheadOfClockEmitRowsWhenClockCatchesUp() {
    var reader = Reader.of(PS1);
    for (int i = 0; i < 100; i++) {
      reader.pass(SECOND).read(PS1, reader.now + 3_601 * SECOND);
      reader.watermark();
    }
    assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
  }

  @Test
  void readingFromAnotherCenturyDoesNotAffectLaterReadings() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.read(SE, NOW + 3_000_000_000L * SECOND);
    reader.pass(3_600 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(NOW + 15 * SECOND);
  }

  @Test
  void unansweredPartitionStaysAssigned() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    for (int i = 0; i < 300; i++) {
      reader.passWithoutBroker(SECOND).watermark();
    }
    reader.clock.endKnown(SE, true, reader.now);
    reader.read(SE, NOW + 100 * SECOND);
    reader.watermark();
    assertThat(reader.read(PS1, NOW + SECOND)).isZero();
  }

  @Test
  void timeEndsOnlyOnceAllHaveBeenSilentForLongEnough() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    reader.read(PS1, NOW);
    reader.read(SE, NOW);
    reader.pass(15 * SECOND).read(SE, NOW + 15 * SECOND);
    reader.watermark();
    assertThat(reader.pass(19 * SECOND).watermark()).isLessThan(NOW + 60 * SECOND);
    assertThat(reader.watermark()).isLessThan(NOW + 60 * SECOND);
    reader.pass(SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void timeDoesNotEndWhileAPartitionHasRecordsInKafka() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    reader.read(PS1, NOW);
    reader.behind.add(SE);
    assertThat(reader.pass(3_600 * SECOND).watermark()).isEqualTo(BEGINNING);
  }

  @Test
  void withoutAnyReadingTimeEndsToo() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    reader.pass(20 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void withoutAnEndToWaitForTimeNeverEnds() {
    var reader = Reader.of(PS1);
    reader.read(PS1, NOW);
    assertThat(reader.pass(86_400 * SECOND).watermark()).isEqualTo(NOW + 15 * SECOND);
  }

  @Test
  void shortStopTimeoutShortensIdleTimeout() {
    var reader = new Reader(Duration.standardSeconds(2), PS1, SE);
    reader.read(PS1, NOW);
    reader.pass(2 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void readingFromTheFarFutureMovesNoWatermarkAndIsNotLate() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    assertThat(reader.read(SE, NOW + 3_600 * SECOND + 1)).isZero();
    assertThat(reader.watermark()).isEqualTo(NOW - SECOND);
  }

  @Test
  void noWatermarkPassesTheWallClock() {
    var reader = Reader.of(PS1);
    reader.read(PS1, NOW + 3_600 * SECOND);
    assertThat(reader.watermark()).isEqualTo(NOW);
    assertThat(reader.pass(4 * SECOND).watermark()).isEqualTo(NOW + 4 * SECOND);
  }

  @Test
  void partitionWithOnlyFutureReadingsReleasesWatermark() {
    var reader = Reader.of(PS1, SE);
    for (int i = 1; i <= 10; i++) {
      reader.pass(SECOND);
      reader.read(PS1, reader.now);
      reader.read(SE, reader.now + 86_400 * SECOND);
      reader.watermark();
    }
    assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
  }

  @Test
  void readingsFromTheFarFutureStillPutTheEndOff() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    for (int i = 1; i <= 60; i++) {
      reader.pass(SECOND);
      reader.read(SE, reader.now + 86_400 * SECOND);
      assertThat(reader.watermark()).isLessThan(END);
    }
    reader.pass(20 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void readingThatDoesNotCountPutsTheEndOffAndNothingElse() {
    var reader = new Reader(Duration.standardSeconds(20), PS1, SE);
    reader.read(PS1, NOW);
    reader.read(SE, NOW);
    for (int i = 1; i <= 60; i++) {
      reader.pass(SECOND);
      reader.clock.readFromTheFuture(SE, RIG, 36_000 * SECOND, reader.now);
      assertThat(reader.watermark()).isLessThanOrEqualTo(NOW + 15 * SECOND);
    }
    reader.pass(20 * SECOND).watermark();
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void latenessIsJudgedAgainstTheSlowestPartition() {
    var reader = Reader.of(PS1, SE);
    reader.behind.add(SE);
    reader.read(PS1, NOW);
    reader.read(SE, NOW - 50 * SECOND);
    assertThat(reader.watermark()).isEqualTo(NOW - 51 * SECOND);
    assertThat(reader.read(PS1, NOW - 61 * SECOND)).isZero();
    assertThat(reader.read(PS1, NOW - 61 * SECOND - 1)).isEqualTo(10 * SECOND + 1);
  }

  @Test
  void freshJvmGoesOnFromTheWatermarkOfTheCheckpoint() {
    var clock = new ReaderClock(settings(null), 2);
    clock.open(PS1, OptionalLong.of(LONG_AGO), NOW);
    clock.open(SE, OptionalLong.of(LONG_AGO + 5 * SECOND), NOW);
    assertThat(clock.current(PS1)).isEqualTo(LONG_AGO);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(LONG_AGO);
    assertThat(clock.advance(SE, NOW)).isEqualTo(LONG_AGO + 5 * SECOND);
    assertThat(clock.read(PS1, RIG, LONG_AGO - 10 * SECOND, NOW)).isZero();
    assertThat(clock.read(PS1, RIG, LONG_AGO - 10 * SECOND - 1, NOW)).isEqualTo(10 * SECOND + 1);
    clock.read(PS1, RIG, LONG_AGO + 3 * SECOND, NOW);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(LONG_AGO + 2 * SECOND);
  }

  @Test
  void emptyReaderDoesNotDelayOtherReaders() {
    var clock = new ReaderClock(settings(null), 2);
    clock.open(PS1, OptionalLong.empty(), NOW);
    clock.endKnown(PS1, true, NOW + 2 * SECOND);
    clock.endKnown(PS1, true, NOW + 4 * SECOND);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(BEGINNING);
    clock.endKnown(PS1, true, NOW + 6 * SECOND);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(NOW + 5 * SECOND);
    assertThat(clock.read(PS1, RIG, NOW + 7 * SECOND, NOW + 7 * SECOND)).isZero();
  }

  @Test
  void checkpointWithoutEventTimeIsLikeNone() {
    var clock = new ReaderClock(settings(null), 2);
    clock.open(PS1, OptionalLong.of(BEGINNING), NOW);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(BEGINNING);
    clock.read(PS1, RIG, LONG_AGO, NOW);
    assertThat(clock.advance(PS1, NOW)).isEqualTo(LONG_AGO - SECOND);
  }

  @Test
  void reopeningWhereItLeftOffChangesNothing() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    long watermark = reader.watermark();
    reader.clock.open(PS1, OptionalLong.of(watermark), reader.now);
    assertThat(reader.watermark()).isEqualTo(watermark);
    assertThat(reader.read(PS1, watermark - 10 * SECOND - 1)).isEqualTo(10 * SECOND + 1);
  }

  @Test
  void afterReopeningFromAnOlderCheckpointItsRecordsAreNotLateAgain() {
    var reader = Reader.thatRead(NOW, PS1, SE);
    reader.watermark();
    long older = NOW - 60 * SECOND;
    reader.partitions.forEach(p -> reader.clock.open(p, OptionalLong.of(older), reader.now));
    assertThat(reader.clock.current(PS1)).isEqualTo(older);
    assertThat(reader.read(PS1, older + SECOND)).isZero();
    assertThat(reader.read(SE, older + SECOND)).isZero();
    assertThat(reader.watermark()).isEqualTo(older);
  }

  @Test
  void reopenedReaderTakesWatermarkOfNewerCheckpoint() {
    var reader = Reader.of(PS1);
    reader.read(PS1, NOW);
    reader.watermark();
    // Another executor read on in the meantime.
    long newer = NOW + 60 * SECOND;
    reader.pass(60 * SECOND).clock.open(PS1, OptionalLong.of(newer), reader.now);
    assertThat(reader.clock.current(PS1)).isEqualTo(newer);
    assertThat(reader.read(PS1, newer - 10 * SECOND - 1)).isEqualTo(10 * SECOND + 1);
    assertThat(reader.watermark()).isEqualTo(newer);
  }

  @Test
  void watermarkNeverGoesBackAndSplitsReadingsExactly() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var reader = Reader.of(PS1, PS2, SE);
      long reported = BEGINNING;
      for (int i = 0; i < 300; i++) {
        reader.pass(random.nextInt(3_000));
        reader.behind.clear();
        for (TopicPartition partition : reader.partitions) {
          if (random.nextInt(10) == 0) {
            reader.behind.add(partition);
          }
          if (random.nextInt(3) == 0) {
            long eventTime = reader.now - random.nextInt(20_000);
            long lateness = reader.read(partition, eventTime);
            long endOfItsWindow = Math.floorDiv(eventTime, SECOND) * SECOND + SECOND;
            boolean isLate = reported > endOfItsWindow - 1 + 10 * SECOND;
            assertThat(lateness).as("seed %d", seed).isEqualTo(isLate ? reported - eventTime : 0);
          }
        }
        long watermark = reader.watermark();
        assertThat(watermark).as("seed %d", seed).isGreaterThanOrEqualTo(reported);
        reported = watermark;
      }
      assertThat(reported).isGreaterThan(BEGINNING);
    }
  }

  @Test
  void watermarkIsReportedInStepsFromTheOldestReadingOn() {
    var reader = Reader.inStepsOfAMinute(null, PS1, SE);
    reader.behind.addAll(List.of(PS1, SE));
    reader.read(PS1, LONG_AGO);
    reader.read(PS1, LONG_AGO + 100 * SECOND);
    reader.read(SE, LONG_AGO + 3_600 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 60 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 99 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 99 * SECOND);
  }

  @Test
  void timeEndsOnlyWhenTheStepsHaveClosedTheLastWindow() {
    var reader = Reader.inStepsOfAMinute(Duration.standardSeconds(20), PS1);
    reader.read(PS1, LONG_AGO);
    reader.pass(20 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 60 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 120 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 180 * SECOND);
    assertThat(reader.watermark()).isEqualTo(END);
  }

  @Test
  void spanWithoutReadingsIsPassedAtOnceButNoOpenWindow() {
    var reader = Reader.inStepsOfAMinute(null, PS1);
    reader.read(PS1, 7 * SECOND); // of 1970: a clock that was not set yet
    reader.read(PS1, LONG_AGO);
    reader.read(PS1, LONG_AGO + 3_600 * SECOND);
    var watermarks = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      watermarks.add(reader.watermark());
    }
    assertThat(watermarks)
        .containsExactly(
            60 * SECOND,
            120 * SECOND,
            180 * SECOND,
            LONG_AGO + 60 * SECOND,
            LONG_AGO + 120 * SECOND,
            LONG_AGO + 180 * SECOND,
            LONG_AGO + 3_599 * SECOND,
            LONG_AGO + 3_599 * SECOND);
  }

  @Test
  void timeEndsInStepsWhereverReadingsWaitForTheirTime() {
    var reader = Reader.inStepsOfAMinute(Duration.standardSeconds(20), PS1);
    long farFuture = LONG_AGO * 2;
    reader.read(PS1, LONG_AGO);
    reader.read(PS1, farFuture);
    reader.pass(20 * SECOND);
    var watermarks = new ArrayList<Long>();
    while (watermarks.size() < 20 && !watermarks.contains(END)) {
      watermarks.add(reader.watermark());
    }
    assertThat(watermarks).contains(LONG_AGO + 60 * SECOND, farFuture + 60 * SECOND, END);
  }

  @Test
  void sensorFarBehindHoldsWatermarkForIdleTimeoutOnly() {
    var reader = Reader.of(PS1, SE);
    for (int i = 0; i < 5; i++) {
      reader.pass(SECOND);
      reader.read(PS1, reader.now);
      assertThat(reader.read(SE, reader.now - 36_000 * SECOND)).isZero();
      assertThat(reader.watermark()).isEqualTo(reader.now - 36_001 * SECOND);
    }
    reader.pass(SECOND);
    reader.read(PS1, reader.now);
    reader.watermark();
    assertThat(reader.watermark()).isEqualTo(reader.now - SECOND);
    assertThat(reader.read(SE, reader.now - 36_000 * SECOND)).isEqualTo(35_999 * SECOND);
  }

  @Test
  void partitionThatIsFarBehindWithABacklogHoldsTheOthersUp() {
    var reader = Reader.of(PS1, SE);
    reader.behind.add(SE);
    for (int i = 0; i < 30; i++) {
      reader.pass(SECOND);
      reader.read(PS1, reader.now);
      assertThat(reader.read(SE, reader.now - 36_000 * SECOND)).isZero();
      assertThat(reader.watermark()).isEqualTo(reader.now - 36_001 * SECOND);
    }
  }

  /** Kafka tells the end of others, each second, but not of this partition. */
  private static void passWithout(Reader reader, TopicPartition silent, long millis) {
    for (long passed = 0; passed < millis; passed += SECOND) {
      reader.now += SECOND;
      reader.checkedAt = reader.now;
      reader.partitions.stream().filter(p -> p != silent).forEach(reader::endKnown);
      reader.clock.endUnknown(silent, reader.now);
    }
  }

  private static long watermarkWithout(Reader reader, TopicPartition silent) {
    reader.clock.endUnknown(silent, reader.now);
    return Math.min(
        reader.clock.advance(silent, reader.now),
        reader.partitions.stream()
            .filter(p -> p != silent)
            .mapToLong(reader::advance)
            .min()
            .orElseThrow());
  }

  @Test
  void unansweredPartitionHoldsRowsForItsGracePeriod() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithout(reader, PS2, 110 * SECOND);
    reader.read(PS1, LONG_AGO + 110 * SECOND);
    assertThat(watermarkWithout(reader, PS2)).isEqualTo(LONG_AGO - SECOND);
    assertThat(reader.read(PS2, LONG_AGO)).isZero();

    // What it had sent comes in two seconds, and the other has moved on.
    reader.pass(SECOND).read(PS2, LONG_AGO + 109 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 108 * SECOND);
  }

  @Test
  void partitionThatStaysAwayHoldsNothingUpUntilItAnswersAgain() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithout(reader, PS2, 121 * SECOND);
    reader.read(PS1, LONG_AGO + 121 * SECOND);
    assertThat(watermarkWithout(reader, PS2)).isEqualTo(LONG_AGO + 120 * SECOND);

    reader.pass(SECOND).read(PS2, LONG_AGO + 122 * SECOND);
    reader.read(PS1, LONG_AGO + 130 * SECOND);
    assertThat(reader.watermark()).isEqualTo(LONG_AGO + 121 * SECOND);
  }

  @Test
  void gracePeriodRestartsWithEachAnswer() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithout(reader, PS2, 119 * SECOND);
    reader.pass(SECOND).watermark();
    passWithout(reader, PS2, 119 * SECOND);
    reader.read(PS1, LONG_AGO + 240 * SECOND);
    assertThat(watermarkWithout(reader, PS2)).isEqualTo(LONG_AGO - SECOND);
  }

  /** Others tell their end, each second; this one is read up to an open transaction. */
  private static void passWithOpenTransaction(Reader reader, TopicPartition open, long millis) {
    for (long passed = 0; passed < millis; passed += SECOND) {
      reader.now += SECOND;
      reader.checkedAt = reader.now;
      reader.partitions.stream().filter(p -> p != open).forEach(reader::endKnown);
      reader.clock.endHidden(open, reader.now);
    }
  }

  private static long watermarkOf(Reader reader) {
    return reader.partitions.stream()
        .mapToLong(p -> reader.clock.advance(p, reader.now))
        .min()
        .orElseThrow();
  }

  @Test
  void openTransactionKeepsItsPartitionActive() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithOpenTransaction(reader, PS2, 40 * SECOND);
    reader.read(PS1, LONG_AGO + 40 * SECOND);
    assertThat(watermarkOf(reader)).isEqualTo(LONG_AGO - SECOND);
    assertThat(reader.read(PS2, LONG_AGO)).as("what lay behind the transaction").isZero();
  }

  @Test
  void openTransactionInAnIdlePartitionEndsItsIdleness() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    for (int i = 1; i <= 6; i++) {
      reader.pass(SECOND).read(PS1, LONG_AGO + i * SECOND);
      reader.watermark();
    }
    assertThat(reader.watermark()).as("PS2 is idle").isEqualTo(LONG_AGO + 5 * SECOND);
    passWithOpenTransaction(reader, PS2, 2 * SECOND);
    reader.read(PS1, LONG_AGO + 30 * SECOND);
    assertThat(watermarkOf(reader)).isEqualTo(LONG_AGO + 5 * SECOND);
  }

  @Test
  void transactionThatIsNeverEndedHoldsNothingUpAfterThePatience() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithOpenTransaction(reader, PS2, 121 * SECOND);
    reader.read(PS1, LONG_AGO + 121 * SECOND);
    assertThat(watermarkOf(reader)).isEqualTo(LONG_AGO + 120 * SECOND);
    passWithOpenTransaction(reader, PS2, 121 * SECOND);
    reader.read(PS1, LONG_AGO + 242 * SECOND);
    assertThat(watermarkOf(reader)).isEqualTo(LONG_AGO + 241 * SECOND);
  }

  @Test
  void gracePeriodRestartsWithEachTransaction() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    for (int i = 1; i <= 10; i++) {
      passWithOpenTransaction(reader, PS2, 30 * SECOND);
      reader.read(PS1, LONG_AGO + i * 30 * SECOND);
      reader.read(PS2, LONG_AGO + i * 30 * SECOND);
    }
    passWithOpenTransaction(reader, PS2, 30 * SECOND);
    reader.read(PS1, LONG_AGO + 330 * SECOND);
    assertThat(watermarkOf(reader)).isEqualTo(LONG_AGO + 299 * SECOND);
  }

  @Test
  void timeDoesNotEndWhileAPartitionDoesNotAnswer() {
    var reader = new Reader(settings(Duration.standardSeconds(5)), PS1, PS2);
    reader.read(PS1, LONG_AGO);
    reader.read(PS2, LONG_AGO);
    passWithout(reader, PS2, 600 * SECOND);
    assertThat(watermarkWithout(reader, PS2)).isGreaterThan(LONG_AGO).isLessThan(END);
  }

  private static final long MINUTE = 60 * SECOND;

  /** What waits when so much of PS1 and of SE has been read. */
  private static Set<TopicPartition> toWait(Reader reader, double ps1, double se) {
    return reader.clock.toWait(Set.of(PS1, SE), Map.of(PS1, ps1, SE, se)::get);
  }

  @Test
  void partitionMoreThanAStepAheadWaitsForTheOthers() {
    var reader = Reader.inStepsOfAMinute(null, PS1, SE);
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO + 60 * MINUTE);
    assertThat(toWait(reader, 0.1, 0.2)).isEmpty();
    reader.read(SE, LONG_AGO + 64 * MINUTE);
    assertThat(toWait(reader, 0.1, 0.2)).containsExactly(SE);

    reader.behind.addAll(reader.partitions);
    reader.read(PS1, LONG_AGO + 2 * MINUTE);
    reader.watermark();
    reader.watermark();
    assertThat(toWait(reader, 0.2, 0.2)).isEmpty();
  }

  @Test
  void allPartitionsWaitForReport() {
    var reader = Reader.inStepsOfAMinute(null, PS1, SE);
    reader.behind.addAll(reader.partitions);
    reader.read(PS1, LONG_AGO);
    reader.read(PS1, LONG_AGO + 70 * MINUTE);
    reader.read(SE, LONG_AGO + 70 * MINUTE);
    assertThat(toWait(reader, 0.2, 0.2)).containsExactlyInAnyOrder(PS1, SE);
    int batches = 0;
    while (!toWait(reader, 0.2, 0.2).isEmpty()) {
      reader.watermark();
      batches++;
    }
    assertThat(batches).isBetween(1, 10);
  }

  @Test
  void slowPartitionDoesNotWaitForItsRigAhead() {
    var reader = Reader.inStepsOfAMinute(null, PS1, SE);
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO);
    reader.read(SE, LONG_AGO + 90 * MINUTE);
    assertThat(toWait(reader, 0.5, 0.5)).isEmpty();
    assertThat(toWait(reader, 0.5, 0.4)).isEmpty();
    // Live, there is nothing to wait for.
    assertThat(toWait(reader, 1, 1)).isEmpty();
  }

  @Test
  void idlePartitionIsNotWaitedFor() {
    var reader = Reader.inStepsOfAMinute(null, PS1, SE);
    reader.read(PS1, LONG_AGO);
    reader.read(SE, LONG_AGO);
    reader.read(SE, LONG_AGO + 90 * MINUTE);
    assertThat(toWait(reader, 0.1, 0.4)).containsExactly(SE);

    reader.behind.add(SE);
    reader.pass(6 * SECOND).watermark();
    assertThat(toWait(reader, 0.1, 0.4)).as("SE waits for the watermark").containsExactly(SE);
    for (int batch = 0; batch < 60; batch++) {
      reader.watermark();
    }
    assertThat(toWait(reader, 0.1, 0.4)).isEmpty();
  }

  @Test
  void longDelayIsNoReasonToWait() {
    TimeSettings s = settings(Duration.standardMinutes(5), null);
    var reader = Reader.inStepsOfAMinuteBy(s, PS1);
    reader.behind.add(PS1);
    long read = 0;
    for (int batch = 0; batch < 30; batch++) {
      while (reader.clock.toWait(Set.of(PS1), p -> 0.5).isEmpty()) {
        reader.read(PS1, LONG_AGO + read);
        read += SECOND;
      }
      reader.watermark();
    }
    assertThat(reader.clock.current(PS1)).isGreaterThan(LONG_AGO + 20 * MINUTE);
  }

  @Test
  void patienceDoesNotRunOutWhileNobodyAnswers() {
    var reader = Reader.thatRead(LONG_AGO, PS1, PS2);
    passWithout(reader, PS2, SECOND);
    reader.passWithoutBroker(600 * SECOND);
    passWithout(reader, PS2, 60 * SECOND);
    reader.read(PS1, LONG_AGO + 660 * SECOND);
    assertThat(watermarkWithout(reader, PS2)).isEqualTo(LONG_AGO - SECOND);
  }
}
