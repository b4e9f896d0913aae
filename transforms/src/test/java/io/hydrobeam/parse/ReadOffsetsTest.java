package io.hydrobeam.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadOffsetsTest {
  private static final String PS1 = "hydraulic-PS1";
  private static final long SECOND = 1_000;

  private final MetricsContainerImpl metrics = new MetricsContainerImpl("read");
  private ReadOffsets offsets = ReadOffsets.none();

  @BeforeEach
  void countHere() {
    MetricsEnvironment.setCurrentContainer(metrics);
  }

  @AfterEach
  void countNoMore() {
    MetricsEnvironment.setCurrentContainer(null);
  }

  private void read(long offset, long seconds) {
    PartitionOffsets partition = offsets.of(PS1, 0);
    partition.read(offset);
    partition.reading(offset, seconds * SECOND);
  }

  private Map<String, Long> greatest() {
    var greatest = new HashMap<String, Long>();
    metrics
        .getCumulative()
        .distributionUpdates()
        .forEach(
            update -> greatest.put(name(update.getKey().metricName()), update.getUpdate().max()));
    return greatest;
  }

  private static String name(MetricName name) {
    return name.getName().substring(0, name.getName().indexOf(':'));
  }

  private long resumeAt(long seconds) {
    offsets.reportResume(seconds * SECOND);
    return greatest().get("resume-offsets");
  }

  @Test
  void allReadingsFromATimeOnLieBehindTheOffset() {
    for (int second = 0; second < 60; second++) {
      read(100 + second, second);
    }
    assertThat(resumeAt(0)).isEqualTo(100);
    assertThat(resumeAt(9)).isEqualTo(100);
    assertThat(resumeAt(10)).isEqualTo(110);
    assertThat(resumeAt(39)).isEqualTo(130);
    assertThat(resumeAt(60)).as("what is read next").isEqualTo(160);
  }

  @Test
  void readingAheadOfItsTimeHoldsTheOffsetUntilItsWindowIsPast() {
    read(100, 5);
    read(101, 1_320);
    for (int second = 6; second < 600; second++) {
      read(100 + second, second);
    }
    assertThat(resumeAt(500)).isEqualTo(101);
    assertThat(resumeAt(1_329)).isEqualTo(101);
    assertThat(resumeAt(1_330)).isEqualTo(700);
  }

  @Test
  void recordsThatAreNoReadingsHoldNothing() {
    read(100, 5);
    offsets.of(PS1, 0).read(101);
    offsets.reportRead();
    assertThat(resumeAt(10)).isEqualTo(102);
    assertThat(greatest())
        .containsEntry("offsets", 101L)
        .containsEntry("resume-times", 10 * SECOND);
  }

  @Test
  void timeBelongsToLastReportedOffset() {
    read(100, 5);
    read(101, 25);
    resumeAt(1);
    resumeAt(7);
    assertThat(greatest()).containsEntry("resume-times", SECOND);
    resumeAt(12);
    assertThat(greatest())
        .containsEntry("resume-times", 12 * SECOND)
        .containsEntry("resume-offsets", 101L);
  }

  @Test
  void movedReaderKeepsReadOffsets() {
    read(100, 5);
    read(101, 1_320);
    read(102, 6);
    offsets = ReadOffsets.fromBytes(offsets.toBytes());
    read(103, 7);
    assertThat(resumeAt(600)).isEqualTo(101);
    assertThat(resumeAt(1_330)).isEqualTo(104);
  }
}
