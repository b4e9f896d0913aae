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
 * Queue of micro-batches that are read but not yet processed. Spark reads a batch on schedule, even
 * if earlier batches are not finished, and keeps the data in memory only. Data evicted from memory
 * is read again, from the current position of the reader. Readers therefore wait in this class
 * until the queue is short. The backpressure of Spark is no alternative: it mistakes the fixed cost
 * of a batch for its rate.
 */
final class BatchQueue extends JavaStreamingListener {
  /** One batch is processed while the next batch is read. */
  private static final int LONGEST = 1;

  private static final double MILLIS = 1000;

  private volatile Consumer<Batch> observer = batch -> {};

  /**
   * Waiting and running batches by batch time, with the total number of records read at submission.
   */
  private final NavigableMap<Long, Long> pending = new TreeMap<>();

  private LongSupplier recordsRead = () -> 0;
  private long recordsProcessed;
  private long completed;
  private boolean open;
  private boolean failed;
  private @Nullable RuntimeException failure;

  @Override
  public synchronized void onBatchSubmitted(JavaStreamingListenerBatchSubmitted batch) {
    // The next batch has hardly been read at this point. Any records of the next batch that are
    // counted here are missing in the count of the next batch.
    pending.put(batch.batchInfo().batchTime().milliseconds(), recordsRead.getAsLong());
  }

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    JavaBatchInfo info = batch.batchInfo();
    observer.accept(complete(info));
  }

  /**
   * Completes all batches up to this one. Batches are processed in order, so a later event makes up
   * for an event dropped by the listener bus of Spark.
   */
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

  /**
   * Sets the supplier of the number of records read by all batches so far. For Spark a summary is
   * one record.
   */
  synchronized void count(LongSupplier records) {
    recordsRead = records;
  }

  /** Registers a listener for batches that complete from now on. */
  void tell(Consumer<Batch> listener) {
    observer = listener;
  }

  /** Returns the number of batches processed so far. */
  synchronized long completed() {
    return completed;
  }

  /**
   * Waits until the next batch may be read.
   *
   * @throws RuntimeException the exception given to {@link #fail}
   */
  synchronized void awaitTurn() throws InterruptedException {
    while (!open && failure == null && pending.size() > LONGEST) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Releases all waiting readers for good. At the end of a run a reader would otherwise wait
   * forever.
   */
  synchronized void open() {
    open = true;
    notifyAll();
  }

  /** Makes the run fail with this exception. No further batch is read. */
  synchronized void fail(RuntimeException reason) {
    failure = reason;
    failed = true;
    notifyAll();
  }

  /**
   * Returns true if a batch has failed, or if data of a batch was lost. The output of such a run is
   * not reliable.
   */
  synchronized boolean hasFailed() {
    return failed;
  }
}
