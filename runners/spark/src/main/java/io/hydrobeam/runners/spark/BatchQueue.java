package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.metrics.Batch;
import java.util.NavigableSet;
import java.util.TreeSet;
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
  private final NavigableSet<Long> pending = new TreeSet<>(); // the times of batches
  private long completed;
  private boolean open;
  private boolean failed;
  private @Nullable RuntimeException failure;

  @Override
  public synchronized void onBatchSubmitted(JavaStreamingListenerBatchSubmitted batch) {
    pending.add(batch.batchInfo().batchTime().milliseconds());
  }

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    JavaBatchInfo info = batch.batchInfo();
    long left = complete(info);
    observer.accept(
        new Batch(
            info.numRecords(),
            info.processingDelay() / MILLIS,
            info.schedulingDelay() / MILLIS,
            left));
  }

  /** Batches are processed in order; an event that Spark's bus drops is made up for by the next. */
  private synchronized long complete(JavaBatchInfo info) {
    completed++;
    pending.headSet(info.batchTime().milliseconds(), true).clear();
    for (var output : info.outputOperationInfos().values()) {
      if (output.failureReason() != null) {
        failed = true;
      }
    }
    notifyAll();
    return pending.size();
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
