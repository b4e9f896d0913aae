package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.kafka.OffsetCommits;
import io.hydrobeam.model.Quiet;
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
 * Sums up the records of a batch as it reads them, and decides when a batch has enough: when it has
 * as many records as it may, when its time is over, or when a while has passed, most of which it
 * has waited. There is always a summary, if of nothing, so that the runner need not wait for one.
 *
 * <p>KafkaIO waits up to 20 ms for a record, so that where some come every few milliseconds there
 * is always one; and its backlog is unknown once a partition has no more. So how long it waits
 * tells who is behind, as long as no backlog is known. Who has hardly waited has a backlog to catch
 * up with, and takes a longer time for each batch.
 */
final class PacedReader extends UnboundedReader<Summary> {
  /** A step that takes longer has waited for a record. */
  private static final long SHORTEST_WAIT_NANOS = 1_000_000;

  private final UnboundedReader<KafkaRecord<byte[], byte[]>> reader;
  private final UnboundedSource<Summary, ?> source;
  private final MessageSums sums;
  private final Windowing windowing;
  private final ReadLimits limits;
  private final Supplier<@Nullable Quiet> quiet;
  private final LongSupplier nanoTime;
  private final Runnable onBatch;

  /** Windows from here on are open, or will be: by the watermark that the runner knows. */
  private Instant openFrom = BoundedWindow.TIMESTAMP_MIN_VALUE;

  private @Nullable Summary current;

  /**
   * Reads from a reader.
   *
   * @param onBatch is told of each batch before it is read
   */
  PacedReader(
      UnboundedReader<KafkaRecord<byte[], byte[]>> reader,
      UnboundedSource<Summary, ?> source,
      MessageSums sums,
      Windowing windowing,
      ReadLimits limits,
      Supplier<@Nullable Quiet> quiet,
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
    // KafkaIO has several metrics for each record, and a metric is looked up at each call.
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

  /** Reads until the batch has enough; how many records these were. */
  private long sumUp(boolean first) throws IOException {
    // To open the reader takes as long as it takes.
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
    // Who has waited for a part of the time keeps pace, and its rows are not to wait.
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

  /** Before all that is in the summary, which has timestamps of its own. */
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
