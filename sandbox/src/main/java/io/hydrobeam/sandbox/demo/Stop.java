package io.hydrobeam.sandbox.demo;

/** A wish to stop that any thread may utter, and that the demo's thread looks at often. */
final class Stop {
  private boolean asked;
  private boolean tooLate;

  /** Asks the demo to stop. Returns whether it will. */
  synchronized boolean ask() {
    asked = !tooLate;
    return asked;
  }

  /** Checks for the last time: from now on the demo comes to its end whatever is asked. */
  synchronized void checkFinally() {
    check();
    tooLate = true;
  }

  /** Leaves what is being done if it has been asked to. */
  synchronized void check() {
    if (asked) {
      throw new StoppedException();
    }
  }

  /** Waits a moment, unless it is asked to stop. */
  void pause(long millis) {
    check();
    try {
      Thread.sleep(millis);
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
