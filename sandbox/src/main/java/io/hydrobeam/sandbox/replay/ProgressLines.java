package io.hydrobeam.sandbox.replay;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints the progress of a replay every five seconds, until closed. */
final class ProgressLines implements AutoCloseable {
  private static final int SECONDS = 5;

  private final Replay replay;
  private final PrintWriter to;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "replay-progress");
            thread.setDaemon(true);
            return thread;
          });
  private long sentBefore;

  ProgressLines(Replay replay, PrintWriter to) {
    this.replay = replay;
    this.to = to;
  }

  /** Starts to print. */
  void start() {
    clock.scheduleAtFixedRate(this::print, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void print() {
    ReplayProgress progress = replay.progress();
    if (progress.sent() == 0) {
      return;
    }
    to.printf(
        Locale.ROOT,
        "%d messages sent, %d a second, event time %s%n",
        progress.sent(),
        (progress.sent() - sentBefore) / SECONDS,
        progress.eventTime());
    to.flush();
    sentBefore = progress.sent();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
