package io.hydrobeam.runners.spark;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.streaming.api.java.JavaStreamingListener;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchCompleted;

/** Counts the micro-batches that Spark has completed. */
final class BatchCounter extends JavaStreamingListener {
  private final AtomicLong completed = new AtomicLong();

  @Override
  public void onBatchCompleted(JavaStreamingListenerBatchCompleted batch) {
    completed.incrementAndGet();
  }

  /** How many there have been so far. */
  long completed() {
    return completed.get();
  }
}
