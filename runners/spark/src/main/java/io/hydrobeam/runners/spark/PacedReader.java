package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.kafka.ReadMessages;
import io.hydrobeam.statistics.MessageSums;
import io.hydrobeam.statistics.Summary;
import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
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
 * as many records as it may, when its time is over, or when a while has passed and there is no more
 * to be had. There is always a summary, if of nothing, so that the runner need not wait for one.
 */
final class PacedReader extends UnboundedReader<Summary> {
  /** The clock is read once in so many records. */
  private static final int RECORDS_A_LOOK = 64;

  private final UnboundedReader<KafkaRecord<byte[], byte[]>> reader;
  private final UnboundedSource<Summary, ?> source;
  private final MessageSums sums;
  private final ReadLimits limits;
  private @Nullable Summary current;

  PacedReader(
      UnboundedReader<KafkaRecord<byte[], byte[]>> reader,
      UnboundedSource<Summary, ?> source,
      MessageSums sums,
      ReadLimits limits) {
    this.reader = reader;
    this.source = source;
    this.sums = sums;
    this.limits = limits;
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
    // KafkaIO has several metrics for each record, and a metric is looked up at each call.
    MetricsContainer metrics = MetricsEnvironment.setCurrentContainer(null);
    long records;
    try {
      records = sumUp(first);
    } finally {
      MetricsEnvironment.setCurrentContainer(metrics);
    }
    SourceMetrics.elementsRead().inc(records);
    current = sums.take();
    return true;
  }

  /** Reads until the batch has enough; how many records these were. */
  private long sumUp(boolean first) throws IOException {
    long begin = System.nanoTime();
    long records = 0;
    boolean hasMore = first ? reader.start() : reader.advance();
    while (hasMore || !hasEnough(begin)) {
      if (hasMore) {
        sums.add(ReadMessages.message(reader.getCurrent()), reader.getCurrentTimestamp());
        records++;
        if (isFull(records, begin)) {
          break;
        }
      }
      hasMore = reader.advance();
    }
    return records;
  }

  private boolean isFull(long records, long begin) {
    return records >= limits.records()
        || sums.isFull()
        || records % RECORDS_A_LOOK == 0 && hasPassed(limits.atMost(), begin);
  }

  /** Where nothing came just now: whether nothing more is to be waited for. */
  private boolean hasEnough(long begin) {
    boolean isBehind = reader.getSplitBacklogBytes() > 0;
    return hasPassed(isBehind ? limits.atMost() : limits.atLeast(), begin);
  }

  private static boolean hasPassed(Duration duration, long begin) {
    return System.nanoTime() - begin >= duration.toNanos();
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
    return reader.getWatermark();
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    return reader.getCheckpointMark();
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
