package io.hydrobeam.runners.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.statistics.MessageSums;
import io.hydrobeam.statistics.Summary;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:45.000Z");

  private final Partition partition = new Partition();

  /** What a broker has, with moments in between in which nothing comes. */
  private static final class Partition extends UnboundedReader<KafkaRecord<byte[], byte[]>> {
    private static final String NOTHING_NOW = "";

    private final Queue<String> records = new ArrayDeque<>();
    private String current;
    private long backlog;

    Partition has(String... more) {
      records.addAll(List.of(more));
      return this;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      String next = records.poll();
      if (next == null || next.equals(NOTHING_NOW)) {
        return false;
      }
      current = next;
      return true;
    }

    @Override
    public KafkaRecord<byte[], byte[]> getCurrent() {
      return new KafkaRecord<>(
          "hydraulic-PS1",
          0,
          7,
          TIME.getMillis(),
          KafkaTimestampType.CREATE_TIME,
          new RecordHeaders(),
          null,
          current.getBytes(UTF_8));
    }

    @Override
    public Instant getCurrentTimestamp() {
      return TIME;
    }

    @Override
    public Instant getWatermark() {
      return TIME;
    }

    @Override
    public long getSplitBacklogBytes() {
      return records.isEmpty() ? 0 : backlog;
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return CheckpointMark.NOOP_CHECKPOINT_MARK;
    }

    @Override
    public UnboundedSource<KafkaRecord<byte[], byte[]>, ?> getCurrentSource() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static String sample(double value) {
    return "{\"sensor\":\"PS1\",\"cycle\":3,\"value\":%s,\"timestamp\":\"%s\"}"
        .formatted(value, TIME);
  }

  private PacedReader reader(long records, Duration atLeast, Duration atMost) {
    var second = org.joda.time.Duration.standardSeconds(1);
    var sums =
        new MessageSums(
            ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC), new Windowing(second, second));
    return new PacedReader(partition, null, sums, new ReadLimits(records, atLeast, atMost));
  }

  /** How many samples are in what is read next. */
  private static long next(PacedReader reader) throws IOException {
    assertThat(reader.advance()).isTrue();
    return samples(reader.getCurrent());
  }

  private static long samples(Summary summary) {
    return summary.moments().stream().mapToLong(m -> m.getValue().getValue().count()).sum();
  }

  @Test
  void aBatchIsOneSummaryOfAllThatThereIs() throws IOException {
    partition.has(sample(150), sample(152), "[7]");
    var reader = reader(10, NONE, LONG);
    assertThatThrownBy(reader::getCurrent).isInstanceOf(NoSuchElementException.class);
    assertThat(reader.start()).isTrue();
    assertThat(reader.getCurrent().moments())
        .singleElement()
        .satisfies(
            moments -> {
              assertThat(moments.getTimestamp()).isEqualTo(TIME.plus(999));
              assertThat(moments.getValue().getValue().mean()).isEqualTo(151);
            });
    assertThat(reader.getCurrent().deadLetters())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.getTimestamp()).isEqualTo(TIME);
              assertThat(dead.getValue().reason()).isEqualTo(DeadLetter.Reason.NOT_JSON);
            });
    assertThat(reader.getCurrentTimestamp()).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    partition.has(sample(160));
    assertThat(next(reader)).isEqualTo(1);
    assertThat(next(reader)).as("nothing more").isZero();
  }

  @Test
  void aBatchHasNoMoreRecordsThanItMay() throws IOException {
    partition.has(sample(1), sample(2), sample(3));
    var reader = reader(2, LONG, LONG);
    reader.start();
    assertThat(samples(reader.getCurrent())).isEqualTo(2);
  }

  @Test
  void aMomentWithoutRecordsEndsNoBatchThatHasMoreToRead() throws IOException {
    partition.backlog = 100;
    partition.has(sample(1), Partition.NOTHING_NOW, sample(2), Partition.NOTHING_NOW, sample(3));
    var reader = reader(10, NONE, LONG);
    reader.start();
    assertThat(samples(reader.getCurrent())).isEqualTo(3);
  }

  @Test
  void norDoesItBeforeTheLeastTimeIsOver() throws IOException {
    partition.has(sample(1), Partition.NOTHING_NOW, sample(2), sample(3));
    var reader = reader(3, LONG, LONG);
    reader.start();
    assertThat(samples(reader.getCurrent())).isEqualTo(3);
  }

  @Test
  void aBatchEndsWhenItsTimeIsOverHoweverMuchIsExpected() throws IOException {
    partition.backlog = 100;
    partition.has(sample(1), Partition.NOTHING_NOW, sample(2));
    var reader = reader(10, NONE, NONE);
    reader.start();
    assertThat(samples(reader.getCurrent())).isEqualTo(1);
    for (int i = 0; i < 1000; i++) {
      partition.has(sample(i));
    }
    assertThat(next(reader)).isLessThan(100);
  }

  @Test
  void aFloodOfWhatIsNoReadingIsCutIntoBatches() throws IOException {
    String megabyte = "x".repeat(1 << 20);
    for (int i = 0; i < 10; i++) {
      partition.has(megabyte);
    }
    var reader = reader(1000, NONE, LONG);
    reader.start();
    assertThat(reader.getCurrent().deadLetters()).hasSize(4);
    reader.advance();
    assertThat(reader.getCurrent().deadLetters()).hasSize(4);
  }
}
