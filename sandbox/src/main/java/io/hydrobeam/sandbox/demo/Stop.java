package io.hydrobeam.sandbox.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CountDownLatch;

/** A wish to stop that any thread may utter, and that the demo's thread looks at often. */
final class Stop {
  private final CountDownLatch asked = new CountDownLatch(1);
  private boolean tooLate;

  /** Asks the demo to stop. Returns whether it will. */
  synchronized boolean ask() {
    if (!tooLate) {
      asked.countDown();
    }
    return !tooLate;
  }

  /** Checks for the last time: from now on the demo comes to its end whatever is asked. */
  synchronized void checkFinally() {
    check();
    tooLate = true;
  }

  /** Leaves what is being done if it has been asked to. */
  void check() {
    if (asked.getCount() == 0) {
      throw new StoppedException();
    }
  }

  /** Waits a moment, or until it is asked to stop. */
  void pause(long millis) {
    try {
      asked.await(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
    check();
  }

  /** The demo has been asked to stop before it was done. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
