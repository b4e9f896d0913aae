package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.common.UserException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Ends a run after the loss of an executor. Spark would recompute the lost data from an older
 * state. The reader reads for a certain time, so it would read other records, and some records
 * would be in no row or in two. A new run from Kafka is exact.
 */
final class ExecutorLoss extends SparkListener {
  private final BatchQueue queue;

  ExecutorLoss(BatchQueue queue) {
    this.queue = queue;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
    queue.fail(
        UserException.failed(
            "executor %s was lost (%s) with the records that it had read; restart the stream "
                + "with --startAt=committed: the records are read again, and no row is duplicated",
            executor.executorId(), executor.reason()));
  }
}
