package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Waits until the lease of an epoch is free. */
final class LeaseWait {
  private static final long LOOK_EVERY_MILLIS = 200;

  private final LeaseRequest request;
  private final LeaseFiles files;
  private final long epoch;
  private final Duration expiry;
  private final PrintStream out;

  LeaseWait(LeaseRequest request, LeaseFiles files, long epoch, Duration expiry, PrintStream out) {
    this.request = request;
    this.files = files;
    this.epoch = epoch;
    this.expiry = expiry;
    this.out = out;
  }

  /**
   * Waits until the lease is released, or has expired, or its run is known to have ended, or a
   * younger run has another.
   *
   * @throws UserException if its run gives a sign of life
   */
  void untilFree() throws IOException {
    OptionalLong sign = files.lastSign(epoch);
    Optional<LeaseHolder> holder = files.holder(epoch);
    Duration left = isFree(holder) ? Duration.ZERO : left(sign);
    if (left.isZero()) {
      return;
    }
    String who = WriteLease.describe(holder);
    out.printf(
        Locale.ROOT,
        "%s: written by %s; waiting for up to %d s for a sign of life%n",
        request.output(),
        who,
        left.toSeconds() + 1);
    long end = System.nanoTime() + left.toNanos();
    while (System.nanoTime() - end < 0 && !isFree(holder)) {
      sleep();
      if (files.lastSign(epoch).orElse(0) > sign.orElse(0)) {
        throw UserException.failed(
            "%s is written by %s, and two runs on one output lose rows; %s",
            request.output(), who, request.remedy());
      }
    }
  }

  /** Returns whether the run of the epoch must be taken to be at work. */
  boolean isHeld() throws IOException {
    return !isFree(files.holder(epoch)) && !left(files.lastSign(epoch)).isZero();
  }

  private boolean isFree(Optional<LeaseHolder> holder) throws IOException {
    return files.isReleased(epoch) || !isLast() || holder.filter(LeaseHolder::hasEnded).isPresent();
  }

  private boolean isLast() throws IOException {
    return files.last().orElse(0) == epoch;
  }

  /** Returns the time until the lease expires without a further sign of life. */
  private Duration left(OptionalLong sign) throws IOException {
    if (sign.isEmpty()) {
      return Duration.ZERO;
    }
    long silent = Math.max(files.now() - sign.getAsLong(), 0);
    return Duration.ofMillis(Math.max(expiry.toMillis() - silent, 0));
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted while waiting for the lease");
    }
  }
}
