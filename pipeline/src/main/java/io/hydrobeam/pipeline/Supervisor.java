package io.hydrobeam.pipeline;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.watch.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.beam.sdk.PipelineResult;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a run. Prints the progress every ten seconds and stops the run on a stop request or on a
 * failure. Also stops the run once event time has ended and every record read is in a row or
 * dead-lettered.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK_EVERY = Duration.millis(500);
  private static final long REPORT_EVERY_NANOS = 10_000_000_000L;
  private static final int STOP_WITHIN_SECONDS = 30;
  private static final int LOOKS_TO_SETTLE = 6;
  private static final int LOOKS_AT_MOST = 240;

  private final PipelineResult result;
  private final BooleanSupplier timeHasEnded;
  private final BooleanSupplier stopRequested;
  private final Supplier<@Nullable UserException> failure;
  private final Runnable stopping;
  private final Supplier<String> report;
  private final PrintStream out;

  private long lastReport = System.nanoTime();
  private Progress last = Progress.NONE;
  private int unchanged;

  Supervisor(
      PipelineResult result,
      BooleanSupplier timeHasEnded,
      BooleanSupplier stopRequested,
      Supplier<@Nullable UserException> failure,
      Runnable stopping,
      Supplier<String> report,
      PrintStream out) {
    this.result = result;
    this.timeHasEnded = timeHasEnded;
    this.stopRequested = stopRequested;
    this.failure = failure;
    this.stopping = stopping;
    this.report = report;
    this.out = out;
  }

  /**
   * Waits until the run is over.
   *
   * @throws UserException if the run failed, or if it ended by itself with unaccounted messages
   */
  void untilOver() throws IOException {
    while (!isTerminal(result.waitUntilFinish(LOOK_EVERY))
        && !settled()
        && !stopRequested.getAsBoolean()
        && failure.get() == null) {
      report();
    }
    UserException reason = failure.get();
    if (reason != null) {
      stopBecauseOf(reason);
      throw reason;
    }
    boolean ended = !stopRequested.getAsBoolean();
    stop();
    Progress progress = Progress.of(result);
    out.println((ended ? "finished: " : "stopped: ") + progress);
    if (ended && progress.open() != 0) {
      throw UserException.failed("%,d of the messages read are unaccounted for", progress.open());
    }
  }

  private void stop() throws IOException {
    if (!isTerminal(result.getState())) {
      stopping.run();
      result.cancel();
    }
  }

  /**
   * Stops the run within a bounded time, since the cause of the failure may also block stopping.
   */
  private void stopBecauseOf(UserException reason) {
    var stopped =
        new FutureTask<Void>(
            () -> {
              stop();
              return null;
            });
    var thread = new Thread(stopped, "stop");
    thread.setDaemon(true);
    thread.start();
    try {
      stopped.get(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
      out.println("stopped: " + Progress.of(result));
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "the last records read are not finished, and are read again by the next run: {}",
          e.toString());
      reason.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns true once event time has ended and the last windows have passed all steps. */
  private boolean settled() {
    if (!timeHasEnded.getAsBoolean()) {
      return false;
    }
    Progress now = Progress.of(result);
    unchanged = now.equals(last) ? unchanged + 1 : 0;
    last = now;
    return now.open() == 0 && unchanged >= LOOKS_TO_SETTLE || unchanged >= LOOKS_AT_MOST;
  }

  private void report() {
    if (System.nanoTime() - lastReport >= REPORT_EVERY_NANOS) {
      lastReport = System.nanoTime();
      out.println(report.get());
    }
  }

  private static boolean isTerminal(PipelineResult.State state) {
    return state != null && state.isTerminal();
  }
}
