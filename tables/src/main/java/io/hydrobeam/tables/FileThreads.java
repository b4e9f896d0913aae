package io.hydrobeam.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works on several files at a time, since work on HDFS is mostly waiting. */
final class FileThreads {
  private static final int THREADS = 8;

  // Shared and never closed: runners set a DoFn up for each partition of each batch.
  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            var thread = new Thread(task, "table-files");
            thread.setDaemon(true);
            return thread;
          });

  private FileThreads() {}

  /**
   * Returns the results of all tasks in their order. Waits for all tasks, including failed ones,
   * because no task may still run when the bundle is retried.
   *
   * @throws IOException what the first that failed has thrown; likewise a RuntimeException
   */
  static <T> List<T> all(List<? extends Callable<T>> tasks)
      throws IOException, InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    tasks.forEach(task -> futures.add(POOL.submit(task)));
    var results = new ArrayList<T>();
    Throwable failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (failure instanceof IOException io) {
      throw io;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure != null) {
      throw new IOException(failure);
    }
    return results;
  }
}
