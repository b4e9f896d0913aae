package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.backend.Batch;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.spark.streaming.api.java.JavaBatchInfo;
import org.apache.spark.streaming.api.java.JavaStreamingListener;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchCompleted;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchSubmitted;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The micro-batches that were read and are not yet processed. Spark reads a batch when its time has
 * come, whether those before are done or not, and holds what it read in memory only: what does not
 * fit there is read again, from wherever the reader is by then. So whoever reads waits here until
 * the queue is short. Spark's own backpressure takes the fixed cost of a batch for its pace.
 */
final class BatchQueue extends JavaStreamingListener {
  /** One is processed while the next is read. */
  private static final int LONGEST = 1;

  private static final double MILLIS = 1000;

  private volatile Consumer<Batch> observer = batch -> {};

  /** By their times, the batches that wait or are processed, and how much was read with them. */
  private final NavigableMap<Long, Long> pending = new TreeMap<>();

  private LongSupplier recordsRead = () -> 0;
  private long recordsProcessed;
  private long completed;
  private boolean open;
  private boolean failed;
  private @Nullable RuntimeException failure;

  @Override
  public synchronized void onBatchSubmitted(JavaStreamingListenerBatchSubmitted batch) {
    // The next one has hardly been read when this is told; if it has, it is made up for with that.
    pending.put(batch.batchInfo().batchTime().milliseconds(), recordsRead.getAsLong());
  }

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    JavaBatchInfo info = batch.batchInfo();
    observer.accept(complete(info));
  }

  /** Batches are processed in order; an event that Spark's bus drops is made up for by the next. */
  private synchronized Batch complete(JavaBatchInfo info) {
    completed++;
    NavigableMap<Long, Long> done = pending.headMap(info.batchTime().milliseconds(), true);
    long before = recordsProcessed;
    if (!done.isEmpty()) {
      recordsProcessed = done.lastEntry().getValue();
      done.clear();
    }
    for (var output : info.outputOperationInfos().values()) {
      if (output.failureReason() != null) {
        failed = true;
      }
    }
    notifyAll();
    return new Batch(
        recordsProcessed - before,
        info.processingDelay() / MILLIS,
        info.schedulingDelay() / MILLIS,
        pending.size());
  }

  /** Tells how many records all batches so far have read; for Spark a summary is one. */
  synchronized void count(LongSupplier records) {
    recordsRead = records;
  }

  /** Tells of batches that are completed from now on. */
  void tell(Consumer<Batch> listener) {
    observer = listener;
  }

  /** How many batches have been processed so far. */
  synchronized long completed() {
    return completed;
  }

  /**
   * Waits until the next batch may be read.
   *
   * @throws RuntimeException what {@link #fail} was told
   */
  synchronized void awaitTurn() throws InterruptedException {
    while (!open && failure == null && pending.size() > LONGEST) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Lets everyone through from now on: the run ends, and what waits would wait for ever. */
  synchronized void open() {
    open = true;
    notifyAll();
  }

  /** No further batch must be read: the run fails with this. */
  synchronized void fail(RuntimeException reason) {
    failure = reason;
    failed = true;
    notifyAll();
  }

  /**
   * Whether a batch has failed, or what it was made of was lost: nothing it did can be relied on.
   */
  synchronized boolean hasFailed() {
    return failed;
  }
}
