package io.hydrobeam.runners.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaBatchInfo;
import org.apache.spark.streaming.api.java.JavaOutputOperationInfo;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchCompleted;
import org.apache.spark.streaming.api.java.JavaStreamingListenerBatchSubmitted;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private final BatchQueue queue = new BatchQueue();

  private void submit(long... times) {
    for (long time : times) {
      queue.onBatchSubmitted(new JavaStreamingListenerBatchSubmitted(batch(time, null)));
    }
  }

  private void complete(long time, String failure) {
    queue.onBatchCompleted(new JavaStreamingListenerBatchCompleted(batch(time, failure)));
  }

  private static JavaBatchInfo batch(long time, String failure) {
    var at = new Time(time);
    var output = new JavaOutputOperationInfo(at, 0, "write", "", time, time + 500, failure);
    return new JavaBatchInfo(
        at, Map.of(), time, time, time + 500, 0, 500, 500, 200, Map.of(0, output));
  }

  private CompletableFuture<Void> turn() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            queue.awaitTurn();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void awaitWaiting(CompletableFuture<Void> turn, Runnable wake) {
    assertThat(turn).isNotDone();
    wake.run();
    assertThat(turn).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void oneBatchMayWaitWhileOneIsProcessed() throws InterruptedException {
    queue.awaitTurn();
    submit(1000);
    queue.awaitTurn();
    submit(2000);
    awaitWaiting(turn(), () -> complete(1000, null));
  }

  @Test
  void missedCompletionIsCoveredByNext() throws InterruptedException {
    submit(1000, 2000, 3000);
    complete(2000, null);
    queue.awaitTurn();
    assertThat(queue.completed()).isEqualTo(1);
  }

  @Test
  void observerReceivesBatchSizeAndQueue() {
    var told = new ArrayList<Long>();
    queue.tell(batch -> told.addAll(List.of(batch.records(), batch.waiting())));
    queue.count(() -> 728);
    submit(1000);
    queue.count(() -> 2000);
    submit(2000);
    complete(1000, null);
    complete(2000, null);
    assertThat(told).containsExactly(728L, 1L, 1272L, 0L);
  }

  @Test
  void failureIsThrownWithNextBatch() {
    submit(1000, 2000);
    CompletableFuture<Void> turn = turn();
    queue.fail(new IllegalStateException("executor 1 was lost"));
    assertThatThrownBy(turn::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("executor 1 was lost");
    queue.open();
    assertThatThrownBy(queue::awaitTurn).hasMessage("executor 1 was lost");
    assertThat(queue.hasFailed()).isTrue();
  }

  @Test
  void batchOfWhichAnOutputFailedIsAFailure() {
    submit(1000);
    complete(1000, null);
    assertThat(queue.hasFailed()).isFalse();
    submit(2000);
    complete(2000, "SparkException: a task failed");
    assertThat(queue.hasFailed()).isTrue();
  }

  @Test
  void atTheEndNobodyWaits() throws InterruptedException {
    submit(1000, 2000, 3000);
    awaitWaiting(turn(), queue::open);
    queue.awaitTurn();
  }
}
