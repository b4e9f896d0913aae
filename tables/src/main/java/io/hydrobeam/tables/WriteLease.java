package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one run of a job to write below a directory. Its epoch names the directory of {@link
 * Incoming} files, out of which every file is renamed into a table. A run that takes the lease over
 * removes the directories of older epochs, so that a rename of an older run fails by itself,
 * wherever its workers are and however late they come.
 */
public final class WriteLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteLease.class);
  private static final Timing STANDARD = new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60));

  private final LeaseRequest request;
  private final LeaseFiles files;
  private final long epoch;
  private final Incoming incoming;
  private final ScheduledExecutorService refreshes =
      Executors.newSingleThreadScheduledExecutor(WriteLease::daemon);
  private volatile @Nullable UserException lost;

  /**
   * Timing of a lease.
   *
   * @param refresh well below the expiry
   * @param expiry by the clock of the file system
   */
  record Timing(Duration refresh, Duration expiry) {}

  private WriteLease(LeaseRequest request, LeaseFiles files, long epoch, Path directory) {
    this.request = request;
    this.files = files;
    this.epoch = epoch;
    this.incoming = new Incoming(directory.toString());
  }

  /**
   * Takes the lease. Where a run left it that was killed, this waits until the lease expires, a
   * minute at most; on the machine of that run it need not wait.
   *
   * @param takeOver whether to take it from a run that is at work, which fails then
   * @param out says why this waits
   * @throws UserException if another run holds it, or files cannot be made there
   */
  public static WriteLease take(LeaseRequest request, boolean takeOver, PrintStream out) {
    return take(request, takeOver, STANDARD, out);
  }

  static WriteLease take(LeaseRequest request, boolean takeOver, Timing timing, PrintStream out) {
    try {
      var path = new Path(request.output());
      var files = new LeaseFiles(Storage.fileSystem(path), path, request.job());
      WriteLease lease = take(request, files, takeOver, timing, out);
      files.fenceOthers(lease.epoch);
      files.incoming().removeFormerPlaces(request.tables());
      long millis = timing.refresh.toMillis();
      lease.refreshes.scheduleWithFixedDelay(lease::refresh, millis, millis, TimeUnit.MILLISECONDS);
      return lease;
    } catch (IOException | IllegalArgumentException e) {
      throw OutputDirectory.cannotWrite(request.output(), e);
    }
  }

  private static WriteLease take(
      LeaseRequest request, LeaseFiles files, boolean takeOver, Timing timing, PrintStream out)
      throws IOException {
    while (true) {
      OptionalLong last = files.last();
      if (last.isPresent() && !takeOver) {
        new LeaseWait(request, files, last.getAsLong(), timing.expiry, out).untilFree();
      }
      long epoch = last.orElse(0) + 1;
      if (files.claim(epoch, LeaseHolder.current())) {
        Path directory = files.incoming().make(Long.toString(epoch));
        // After the directory is there: a younger run either is seen here, or sees it.
        if (files.last().orElse(0) == epoch) {
          return new WriteLease(request, files, epoch, directory);
        }
        files.withdraw(epoch);
      }
    }
  }

  /**
   * Returns the holder of a lease, for the middle of a sentence; empty if the lease is free.
   *
   * @throws UserException if that cannot be found out
   */
  public static Optional<String> holder(LeaseRequest request) {
    try {
      var path = new Path(request.output());
      var files = new LeaseFiles(Storage.fileSystem(path), path, request.job());
      OptionalLong last = files.last();
      return last.isPresent()
              && new LeaseWait(request, files, last.getAsLong(), STANDARD.expiry, System.out)
                  .isHeld()
          ? Optional.of(describe(files.holder(last.getAsLong())))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw OutputDirectory.cannotWrite(request.output(), e);
    }
  }

  /** Returns the directory of incoming files of the run. */
  public Incoming incoming() {
    return incoming;
  }

  /** Why the run must end, since it has lost the lease; null while it has it. */
  public @Nullable UserException lost() {
    return lost;
  }

  /** Refreshes the lease. Without an answer of the file system, the next call tries again. */
  void refresh() {
    try {
      if (files.isOpen(epoch)) {
        files.refresh(epoch);
      } else if (lost == null) {
        long last = files.last().orElse(epoch);
        lost =
            UserException.failed(
                "%s: %s. This run ends and writes nothing more. Do not start two runs on one output",
                request.output(),
                last == epoch
                    ? incoming.directory() + " was removed"
                    : describe(files.holder(last)) + " has taken it over");
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "the lease on {} could not be refreshed ({}); it will be retried",
          request.output(),
          UserException.rootCause(e));
    }
  }

  static String describe(Optional<LeaseHolder> holder) {
    return holder.map(LeaseHolder::toString).orElse("a run that is not known");
  }

  /** Gives the lease back; the run writes no more. */
  @Override
  public void close() {
    refreshes.shutdownNow();
    if (lost != null) {
      return;
    }
    try {
      files.release(epoch);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "the lease on {} could not be released ({}); the next run waits until it expires",
          request.output(),
          UserException.rootCause(e));
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "lease");
    thread.setDaemon(true);
    return thread;
  }
}
