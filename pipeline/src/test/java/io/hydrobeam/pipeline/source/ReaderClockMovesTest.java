package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** Readers that move between the processes of a cluster, each of which has a clock. */
class ReaderClockMovesTest {
  private static final long NOW = 1_762_612_245_000L;
  private static final long SECOND = 1_000;
  private static final String RIG = "rig-1";
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);
  private static final TopicPartition OTHER = new TopicPartition("hydraulic-PS1", 1);
  private static final TopicPartition OTHER_SE = new TopicPartition("hydraulic-SE", 1);

  private final Map<TopicPartition, Long> checkpoint = new HashMap<>();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private long now = NOW;

  private static TimeSettings settings(@Nullable Duration stopWhenIdle) {
    return new TimeSettings(
        Duration.standardSeconds(1),
        Duration.standardSeconds(10),
        Duration.standardSeconds(5),
        Duration.standardSeconds(600),
        Duration.standardHours(1),
        stopWhenIdle,
        Duration.standardSeconds(60),
        Duration.standardSeconds(1),
        Duration.standardSeconds(1));
  }

  /** One process: where its readers were and what it has read. */
  private final class Executor {
    final ReaderClock clock;
    final Map<TopicPartition, Long> left = new HashMap<>();

    Executor(@Nullable Duration stopWhenIdle, int all) {
      clock = new ReaderClock(settings(stopWhenIdle), all);
    }

    /** Reads a batch of a reader, which is opened from its checkpoint as on Spark. */
    long batch(List<TopicPartition> reader, TopicPartition... withReadings) {
      for (TopicPartition partition : reader) {
        Long watermark = checkpoint.get(partition);
        clock.open(
            partition, watermark == null ? OptionalLong.empty() : OptionalLong.of(watermark), now);
        long offset = offsets.getOrDefault(partition, 0L);
        if (left.getOrDefault(partition, 0L) == offset) {
          clock.resumeWhereLeft(partition, now);
        }
      }
      for (TopicPartition partition : withReadings) {
        assertThat(clock.read(partition, RIG, now, now)).as("%s is late", partition).isZero();
        offsets.merge(partition, 1L, Long::sum);
      }
      for (TopicPartition partition : reader) {
        left.put(partition, offsets.getOrDefault(partition, 0L));
        clock.endKnown(partition, true, now);
        checkpoint.put(partition, clock.advance(partition, now));
      }
      return watermark();
    }
  }

  private long watermark() {
    return checkpoint.values().stream().mapToLong(w -> w).min().orElseThrow();
  }

  @Test
  void readerThatMovedAwayHoldsNobodyBack() {
    var first = new Executor(null, 2);
    var second = new Executor(null, 2);
    first.batch(List.of(PS1), PS1);
    first.batch(List.of(OTHER), OTHER);
    for (int i = 0; i < 3_600; i++) {
      now += SECOND;
      first.batch(List.of(PS1), PS1);
      second.batch(List.of(OTHER), OTHER);
      assertThat(watermark()).isGreaterThanOrEqualTo(now - 4 * SECOND);
      assertThat(first.clock.toWait(Set.of(PS1), p -> p.equals(PS1) ? 0.9 : 0.1)).isEmpty();
    }
  }

  @Test
  void readerThatIsReadInTurnIsNotAwayHoweverLongABatchTakes() {
    var executor = new Executor(null, 2);
    executor.batch(List.of(OTHER), OTHER);
    executor.batch(List.of(PS1), PS1);
    for (int i = 0; i < 20; i++) {
      now += 50 * SECOND;
      executor.batch(List.of(OTHER));
      now += 10 * SECOND;
      executor.batch(List.of(PS1), PS1);
      // No silence of OTHER is known of that is longer than half the timeout.
      now += SECOND;
      executor.clock.read(OTHER, RIG, now, now);
    }
    // With OTHER away, lateness would be judged by PS1 alone.
    assertThat(executor.clock.read(PS1, RIG, now - 72 * SECOND, now)).isZero();
  }

  @Test
  void latenessIsJudgedWithoutTheReaderThatIsAway() {
    var executor = new Executor(null, 2);
    executor.batch(List.of(PS1), PS1);
    executor.batch(List.of(OTHER), OTHER);
    for (int i = 0; i < 60; i++) {
      now += SECOND;
      executor.batch(List.of(PS1), PS1);
    }
    assertThat(executor.clock.read(PS1, RIG, now - 30 * SECOND, now)).isPositive();
  }

  @Test
  void readerThatMovedAwayIsNotAmongThePartitionsThatAreQuietHere() {
    var executor = new Executor(null, 2);
    executor.batch(List.of(PS1), PS1);
    executor.batch(List.of(OTHER), OTHER);
    for (int i = 0; i < 60; i++) {
      now += SECOND;
      executor.batch(List.of(PS1));
    }
    assertThat(executor.clock.allQuietFor()).isPositive();
    assertThat(executor.clock.partitions()).isEqualTo(1);
  }

  @Test
  void readersThatMoveWithEachBatchKeepTimeAndComeToTheEnd() {
    for (int seed = 0; seed < 20; seed++) {
      checkpoint.clear();
      offsets.clear();
      var random = new Random(seed);
      int executors = 2 + random.nextInt(3);
      var all =
          java.util.stream.Stream.generate(() -> new Executor(Duration.standardSeconds(20), 4))
              .limit(executors)
              .toList();
      for (int batch = 0; batch < 300; batch++) {
        now += SECOND;
        // One sensor of each reader is silent after a while.
        TopicPartition[] ofOne =
            batch < 30 ? new TopicPartition[] {PS1, SE} : new TopicPartition[] {PS1};
        TopicPartition[] ofOther =
            batch < 30 ? new TopicPartition[] {OTHER, OTHER_SE} : new TopicPartition[] {OTHER};
        all.get(random.nextInt(executors)).batch(List.of(PS1, SE), ofOne);
        all.get(random.nextInt(executors)).batch(List.of(OTHER, OTHER_SE), ofOther);
        if (batch > 60) {
          assertThat(watermark()).as("seed %d", seed).isGreaterThan(now - 10 * SECOND);
        }
      }
      int batches = 0;
      while (watermark() < ReaderClock.END && batches++ < 300) {
        now += SECOND;
        all.get(random.nextInt(executors)).batch(List.of(PS1, SE));
        all.get(random.nextInt(executors)).batch(List.of(OTHER, OTHER_SE));
      }
      assertThat(watermark()).as("seed %d", seed).isEqualTo(ReaderClock.END);
    }
  }
}
