package io.hydrobeam.runners.spark.stream;

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
import java.util.Locale;
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
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:45.000Z");

  private static final long MICROS = 1_000;
  private static final long MILLIS = 1_000_000;

  private final Partition partition = new Partition();

  /** What a broker has, with moments in between in which nothing comes. Time passes in it alone. */
  private static final class Partition extends UnboundedReader<KafkaRecord<byte[], byte[]>> {
    private static final String NOTHING_NOW = "";

    private final Queue<String> records = new ArrayDeque<>();
    private String current;
    private long backlog;
    private long nanosForOne = 500 * MICROS;
    private long now;

    Partition has(String... more) {
      records.addAll(List.of(more));
      return this;
    }

    Partition hasMany(int count) {
      for (int i = 0; i < count; i++) {
        records.add(sample(i));
      }
      return this;
    }

    @Override
    public boolean start() {
      now += 2_000 * MILLIS;
      return advance();
    }

    @Override
    public boolean advance() {
      String next = records.poll();
      if (next == null || next.equals(NOTHING_NOW)) {
        now += 20 * MILLIS;
        return false;
      }
      now += nanosForOne;
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
      return backlog;
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
    return String.format(
        Locale.ROOT,
        "{\"sensor\":\"PS1\",\"cycle\":3,\"value\":%s,\"timestamp\":\"%s\"}",
        value,
        TIME);
  }

  private PacedReader reader(long records) {
    var second = org.joda.time.Duration.standardSeconds(1);
    var windowing = new Windowing(second, second);
    var sums = new MessageSums(ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC), windowing);
    var limits =
        new ReadLimits(
            records, Duration.ofMillis(100), Duration.ofMillis(800), Duration.ofMillis(2_400));
    return new PacedReader(
        partition, null, sums, windowing, limits, () -> null, () -> partition.now, () -> {});
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
  void batchIsOneSummaryOfAllThatThereIs() throws IOException {
    partition.has(sample(150), sample(152), "[7]");
    var reader = reader(10);
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
  void batchHasNoMoreRecordsThanItMay() throws IOException {
    partition.hasMany(3);
    var reader = reader(2);
    reader.start();
    assertThat(samples(reader.getCurrent())).isEqualTo(2);
    assertThat(next(reader)).isEqualTo(1);
  }

  @Test
  void laggingReaderSurvivesShortGap() throws IOException {
    partition.hasMany(200).has(Partition.NOTHING_NOW).hasMany(200);
    assertThat(next(reader(1_000))).isEqualTo(400);
  }

  @Test
  void laggingReaderReadsForWholeTime() throws IOException {
    partition.hasMany(5_000);
    assertThat(next(reader(5_000))).isEqualTo(4_800);
  }

  @Test
  void delayedReaderReadsForOneBatchTime() throws IOException {
    // Twelve times 20 ms without a record, in 800 ms.
    for (int i = 0; i < 12; i++) {
      partition.hasMany(60).has(Partition.NOTHING_NOW);
    }
    partition.hasMany(5_000);
    assertThat(next(reader(5_000))).isEqualTo(1_120);
  }

  @Test
  void readerAtNewestRecordsEndsLongBatch() throws IOException {
    // After a second, 20 ms without a record each time that 20 ms of records were read.
    partition.hasMany(2_000);
    for (int i = 0; i < 100; i++) {
      partition.has(Partition.NOTHING_NOW).hasMany(40);
    }
    assertThat(next(reader(9_000))).isEqualTo(2_960);
  }

  @Test
  void readerWaitingForRecordsIsNotLagging() throws IOException {
    partition.nanosForOne = 15 * MILLIS;
    partition.hasMany(5_000);
    assertThat(next(reader(5_000))).isEqualTo(7);
  }

  @Test
  void unlessABacklogIsKnown() throws IOException {
    partition.nanosForOne = 15 * MILLIS;
    partition.backlog = 100;
    partition.hasMany(5_000);
    assertThat(next(reader(5_000))).isEqualTo(54);
  }

  @Test
  void openTransactionOfAPartitionIsNoBacklog() throws IOException {
    partition.backlog = 100L << 41;
    assertThat(next(reader(10))).isZero();
    assertThat(partition.now).isEqualTo(100 * MILLIS);
  }

  @Test
  void silentTopicEndsBatchSoon() throws IOException {
    assertThat(next(reader(10))).isZero();
    assertThat(partition.now).isEqualTo(100 * MILLIS);
    partition.backlog = 100;
    assertThat(next(reader(10))).isZero();
    assertThat(partition.now).isEqualTo(900 * MILLIS);
  }

  @Test
  void floodOfMalformedMessagesIsSplitIntoBatches() throws IOException {
    String large = "x".repeat(4 << 20);
    for (int i = 0; i < 6; i++) {
      partition.has(large);
    }
    var reader = reader(1000);
    reader.start();
    assertThat(reader.getCurrent().deadLetters()).hasSize(4);
    reader.advance();
    assertThat(reader.getCurrent().deadLetters()).hasSize(2);
  }

  @Test
  void interruptedReaderStops() throws IOException {
    partition.hasMany(3);
    var reader = reader(10);
    Thread.currentThread().interrupt();
    assertThat(next(reader)).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(next(reader)).isEqualTo(3);
  }
}
