package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.metrics.Batch;
import java.util.function.Consumer;
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
  private long submitted;
  private long completed;
  private boolean open;
  private @Nullable RuntimeException failure;

  @Override
  public synchronized void onBatchSubmitted(JavaStreamingListenerBatchSubmitted batch) {
    submitted++;
  }

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    JavaBatchInfo info = batch.batchInfo();
    long left = complete();
    observer.accept(
        new Batch(
            info.numRecords(),
            info.processingDelay() / MILLIS,
            info.schedulingDelay() / MILLIS,
            left));
  }

  private synchronized long complete() {
    completed++;
    notifyAll();
    return waiting();
  }

  /** Tells of batches that are completed from now on. */
  void tell(Consumer<Batch> listener) {
    observer = listener;
  }

  /** How many batches have been processed so far. */
  synchronized long completed() {
    return completed;
  }

  /** How many batches have been read and are not yet processed. */
  private long waiting() {
    return submitted - completed;
  }

  /**
   * Waits until the next batch may be read.
   *
   * @throws RuntimeException what {@link #fail} was told
   */
  synchronized void awaitTurn() throws InterruptedException {
    while (!open && failure == null && waiting() > LONGEST) {
      wait();
    }
    if (!open && failure != null) {
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
    notifyAll();
  }
}
