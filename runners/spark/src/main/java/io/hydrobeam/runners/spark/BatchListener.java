package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.metrics.Batch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.streaming.api.java.JavaBatchInfo;
import org.apache.spark.streaming.api.java.JavaStreamingListener;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchCompleted;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchSubmitted;

/** Counts the micro-batches that Spark has completed, and tells of each. */
final class BatchListener extends JavaStreamingListener {
  private static final double MILLIS = 1000;

  private final AtomicLong submitted = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private volatile Consumer<Batch> observer = batch -> {};

  /** Tells of batches from now on. */
  void tell(Consumer<Batch> listener) {
    observer = listener;
  }

  @Override
  public void onBatchSubmitted(JavaStreamingListenerBatchSubmitted batch) {
    submitted.incrementAndGet();
  }

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    completed.incrementAndGet();
    JavaBatchInfo info = batch.batchInfo();
    observer.accept(
        new Batch(
            info.numRecords(),
            info.processingDelay() / MILLIS,
            info.schedulingDelay() / MILLIS,
            submitted.get() - completed.get()));
  }

  /** How many there have been so far. */
  long completed() {
    return completed.get();
  }
}
