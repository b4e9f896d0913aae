package io.hydrobeam.sandbox.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CountDownLatch;

/** Request to stop. Any thread may make the request, and the thread of the demo checks it often. */
final class StopRequest {
  private final CountDownLatch asked = new CountDownLatch(1);
  private boolean tooLate;

  /** Requests a stop. Returns true if the demo will stop. */
  synchronized boolean ask() {
    if (!tooLate) {
      asked.countDown();
    }
    return !tooLate;
  }

  /** Checks for a request for the last time. The demo ignores later requests. */
  synchronized void checkFinally() {
    check();
    tooLate = true;
  }

  /** Throws {@link StoppedException} if a stop has been requested. */
  void check() {
    if (asked.getCount() == 0) {
      throw new StoppedException();
    }
  }

  /** Waits for some milliseconds, or until a stop is requested. */
  void pause(long millis) {
    try {
      asked.await(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
    check();
  }

  /** Thrown if a stop is requested before the end of the demo. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
