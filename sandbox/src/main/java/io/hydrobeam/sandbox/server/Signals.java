package io.hydrobeam.sandbox.server;

import io.hydrobeam.cli.SignalHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Orderly stop on Ctrl-C, SIGTERM and the closing of the terminal. Shutdown hooks of the JVM would
 * run too late, since the servers of Hadoop refuse to stop while hooks run. A second signal ends
 * the process immediately.
 */
public final class Signals {
  /** Exit code of a command that Ctrl-C ended early. */
  public static final int KILLED = 130;

  private Signals() {}

  /** Calls the action on the first signal. The JVM does not end. */
  public static void onStop(Runnable action) {
    onStop(action, () -> {});
  }

  /**
   * Calls the action on the first signal, and the last act on the second signal before the JVM
   * ends.
   */
  public static void onStop(Runnable action, Runnable lastAct) {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      var again = new AtomicBoolean();
      SignalHandlers.on(
          signal,
          () -> {
            if (again.getAndSet(true)) {
              lastAct.run();
              Runtime.getRuntime().halt(KILLED);
            }
            action.run();
          });
    }
  }
}
