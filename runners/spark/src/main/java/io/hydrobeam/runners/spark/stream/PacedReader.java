package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.kafka.OffsetCommits;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.pipeline.source.ReadMessages;
import io.hydrobeam.statistics.MessageSums;
import io.hydrobeam.statistics.Summary;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.metrics.SourceMetrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Reads and summarizes the records of a batch, and decides when a batch is complete. A batch ends
 * at its maximum number of records, at its maximum duration, or after a minimum duration spent
 * mostly waiting. There is always a summary, even an empty one, so the runner need not wait for a
 * record.
 *
 * <p>KafkaIO waits up to 20 ms for a record. With a record every few milliseconds, a record is
 * always available. The backlog of KafkaIO is unknown once a partition has no more records. While
 * the backlog is unknown, the waiting time therefore decides whether a reader is behind. A reader
 * that has hardly waited has a backlog, and takes more time for each batch.
 */
final class PacedReader extends UnboundedReader<Summary> {
  /** A longer step has waited for a record. */
  private static final long SHORTEST_WAIT_NANOS = 1_000_000;

  private final UnboundedReader<KafkaRecord<byte[], byte[]>> reader;
  private final UnboundedSource<Summary, ?> source;
  private final MessageSums sums;
  private final Windowing windowing;
  private final ReadLimits limits;
  private final Supplier<@Nullable IdleReport> quiet;
  private final LongSupplier nanoTime;
  private final Runnable onBatch;

  /** Start of the windows that are or will be open, by the watermark known to the runner. */
  private Instant openFrom = BoundedWindow.TIMESTAMP_MIN_VALUE;

  private @Nullable Summary current;

  /**
   * Creates a reader on top of a reader of Kafka.
   *
   * @param onBatch called before each batch is read
   */
  PacedReader(
      UnboundedReader<KafkaRecord<byte[], byte[]>> reader,
      UnboundedSource<Summary, ?> source,
      MessageSums sums,
      Windowing windowing,
      ReadLimits limits,
      Supplier<@Nullable IdleReport> quiet,
      LongSupplier nanoTime,
      Runnable onBatch) {
    this.reader = reader;
    this.source = source;
    this.sums = sums;
    this.windowing = windowing;
    this.limits = limits;
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.onBatch = onBatch;
  }

  @Override
  public boolean start() throws IOException {
    return read(true);
  }

  @Override
  public boolean advance() throws IOException {
    return read(false);
  }

  private boolean read(boolean first) throws IOException {
    onBatch.run();
    // KafkaIO updates several metrics for each record, and each update looks up a metric.
    MetricsContainer metrics = MetricsEnvironment.setCurrentContainer(null);
    long records;
    try {
      records = sumUp(first);
    } finally {
      MetricsEnvironment.setCurrentContainer(metrics);
    }
    SourceMetrics.elementsRead().inc(records);
    current = sums.take().with(records == 0 ? quiet.get() : null);
    if (openFrom.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE)) {
      sums.reportResume(openFrom);
    }
    return true;
  }

  /** Reads until the batch is complete. Returns the number of records. */
  private long sumUp(boolean first) throws IOException {
    // The time to open the reader does not count.
    boolean hasCurrent = first && reader.start();
    long begin = nanoTime.getAsLong();
    long records = hasCurrent ? add() : 0;
    long before = begin;
    long waited = 0;
    while (records < limits.records()
        && !sums.isFull()
        && !Thread.currentThread().isInterrupted()) {
      records += reader.advance() ? add() : 0;
      long now = nanoTime.getAsLong();
      waited += now - before > SHORTEST_WAIT_NANOS ? now - before : 0;
      before = now;
      if (hasEnough(now - begin, waited)) {
        break;
      }
    }
    return records;
  }

  private int add() {
    sums.add(ReadMessages.message(reader.getCurrent()), reader.getCurrentTimestamp());
    return 1;
  }

  private boolean hasEnough(long passed, long waited) {
    // A reader that has waited for a quarter of the time keeps up, and its rows must not be
    // delayed.
    Duration longest = waited > passed / 4 ? limits.atMost() : limits.inBacklog();
    return passed >= longest.toNanos()
        || passed >= limits.atLeast().toNanos() && waited > passed / 2 && !isBehind();
  }

  private boolean isBehind() {
    return ReadMessages.isBacklog(reader.getSplitBacklogBytes());
  }

  @Override
  public Summary getCurrent() throws NoSuchElementException {
    if (current == null) {
      throw new NoSuchElementException("nothing has been read yet");
    }
    return current;
  }

  /**
   * Returns the minimum timestamp, before all data in the summary. A summary holds its own
   * timestamps.
   */
  @Override
  public Instant getCurrentTimestamp() throws NoSuchElementException {
    return BoundedWindow.TIMESTAMP_MIN_VALUE;
  }

  @Override
  public Instant getWatermark() {
    Instant watermark = reader.getWatermark();
    if (watermark.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE)) {
      openFrom = new Instant(OffsetCommits.startAfter(watermark.getMillis(), windowing));
    }
    return watermark;
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    return new PacedMark(reader.getCheckpointMark(), sums.offsets().toBytes());
  }

  @Override
  public long getSplitBacklogBytes() {
    return reader.getSplitBacklogBytes();
  }

  @Override
  public UnboundedSource<Summary, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
