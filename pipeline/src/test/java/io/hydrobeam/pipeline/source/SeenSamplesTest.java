package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SeenSamplesTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition PS2 = new TopicPartition("hydraulic-PS2", 0);
  private static final long TIME = 1_762_612_245_123L;

  private final SeenSamples seen = new SeenSamples(100_000_000);
  private long offset;

  private static Reading sample(String rig, int cycle, double value, long time, long index) {
    return new Reading(rig, Sensor.PS1, cycle, value, time, index);
  }

  private static Reading sample(double value, long time, long index) {
    return sample("rig-1", 0, value, time, index);
  }

  private boolean isDuplicate(Reading reading) {
    return seen.isDuplicate(seen.of(PS1), reading, offset++);
  }

  @Test
  void equalSampleIsDuplicateHoweverOftenItComes() {
    assertThat(isDuplicate(sample(1, TIME, 7))).isFalse();
    assertThat(isDuplicate(sample(1, TIME, 7))).isTrue();
    assertThat(isDuplicate(sample(1, TIME, 7))).isTrue();
  }

  @Test
  void sampleThatDiffersInAnythingIsNoDuplicate() {
    isDuplicate(sample(1, TIME, 7));
    assertThat(isDuplicate(sample("rig-2", 0, 1, TIME, 7))).as("rig").isFalse();
    assertThat(isDuplicate(sample("rig-1", 1, 1, TIME, 7))).as("cycle").isFalse();
    assertThat(isDuplicate(sample(1, TIME, 6))).as("index").isFalse();
    assertThat(isDuplicate(sample(1, TIME - 1, 7))).as("timestamp").isFalse();
    assertThat(isDuplicate(sample(1, TIME + (1 << 14), 7))).as("span").isFalse();
    assertThat(isDuplicate(sample(1, TIME - (1L << 40), 7))).as("the past").isFalse();
    assertThat(isDuplicate(sample(2, TIME, 7))).as("value").isFalse();
    assertThat(isDuplicate(sample(-0.0, 0, 7))).as("zero").isFalse();
    assertThat(isDuplicate(sample(0, 0, 7))).as("the sign of zero").isFalse();
    assertThat(seen.isDuplicate(seen.of(PS2), sample(1, TIME, 7), 99)).as("partition").isFalse();
  }

  @Test
  void samplesWithoutIndexAreNeverDuplicates() {
    for (int i = 0; i < 100; i++) {
      assertThat(isDuplicate(new Reading("rig-1", Sensor.PS1, 0, 1, TIME))).isFalse();
    }
    assertThat(seen.bytes()).isZero();
  }

  @Test
  void recordReadAgainIsNoDuplicateOfItself() {
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 100)).isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 100)).isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 101)).isTrue();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 50)).as("earlier").isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 100)).as("behind it").isTrue();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 50)).as("again").isFalse();
  }

  @Test
  void offsetsTooFarApartToBeKeptLoseNoSample() {
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 0)).isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 8), 1L << 40)).isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 8), 1L << 41)).isFalse();
    assertThat(seen.isDuplicate(seen.of(PS1), sample(1, TIME, 7), 1L << 40)).isTrue();
  }

  @Test
  void eachOfManySamplesInAnyOrderCountsOnce() {
    var random = new Random(1);
    var samples = new ArrayList<Reading>();
    for (int i = 0; i < 50_000; i++) {
      samples.add(
          sample(
              "rig-" + random.nextInt(3),
              random.nextInt(2),
              random.nextInt(3),
              TIME + random.nextInt(60_000),
              random.nextInt(2)));
    }
    samples.addAll(samples);
    Collections.shuffle(samples, random);
    var offsets = new HashMap<Reading, Integer>();
    for (int i = 0; i < samples.size(); i++) {
      Reading sample = samples.get(i);
      boolean known = offsets.putIfAbsent(sample, i) != null;
      assertThat(isDuplicate(sample)).as("%s at %d", sample, i).isEqualTo(known);
    }
    // The whole again, as when a batch is tried again: each has the same answer.
    offset = 0;
    for (int i = 0; i < samples.size(); i++) {
      Reading sample = samples.get(i);
      assertThat(isDuplicate(sample))
          .as("%s at %d", sample, i)
          .isNotEqualTo(offsets.get(sample) == i);
    }
  }

  @Test
  void oneTimestampForAllSamplesIsNoBurden() {
    for (int i = 0; i < 300_000; i++) {
      assertThat(isDuplicate(sample(i, TIME, 1))).isFalse();
      assertThat(isDuplicate(sample(1, TIME, 300_000 - i))).isEqualTo(i == 299_999);
    }
    assertThat(isDuplicate(sample(5, TIME, 1))).isTrue();
  }

  @Test
  void samplesOlderThanOpenWindowsAreForgotten() {
    isDuplicate(sample(1, TIME, 1));
    isDuplicate(sample(1, TIME + 60_000, 2));
    long both = seen.bytes();
    seen.forgetBefore(TIME + 30_000);
    assertThat(seen.bytes()).isEqualTo(both / 2);
    assertThat(isDuplicate(sample(1, TIME + 60_000, 2))).isTrue();
    assertThat(isDuplicate(sample(1, TIME, 1))).isFalse();
    seen.forgetBefore(Long.MAX_VALUE);
    assertThat(seen.bytes()).isZero();
  }

  @Test
  void memoryIsBoundedAndTheLatestSamplesStay() {
    var small = new SeenSamples(200_000);
    Map<TopicPartition, Integer> partitions = Map.of(PS1, 1, PS2, 10);
    for (int i = 0; i < 100_000; i++) {
      for (var partition : partitions.entrySet()) {
        for (int n = 0; n < partition.getValue(); n++) {
          var sample = sample("rig-" + i % 7, i % 3, 1, TIME + 10L * i, n);
          assertThat(small.isDuplicate(small.of(partition.getKey()), sample, 20L * i + n))
              .isFalse();
          assertThat(small.isDuplicate(small.of(partition.getKey()), sample, 20L * i + 10 + n))
              .isTrue();
          assertThat(small.bytes()).isLessThanOrEqualTo(200_000);
        }
      }
    }
  }

  @Test
  void memoryOfManyRigsAndCyclesIsBounded() {
    var small = new SeenSamples(200_000);
    for (int i = 0; i < 100_000; i++) {
      small.isDuplicate(small.of(PS1), sample("rig-" + i, i, 1, TIME, 1), i);
    }
    assertThat(small.bytes()).isBetween(50_000L, 200_000L);
  }

  @Test
  void memoryIsReleasedWhereOneSpanTakesItAll() {
    var tiny = new SeenSamples(1_000);
    for (int i = 0; i < 10_000; i++) {
      assertThat(tiny.isDuplicate(tiny.of(PS1), sample(i, TIME, i), i)).isFalse();
      assertThat(tiny.bytes()).isLessThanOrEqualTo(1_000);
    }
  }
}
