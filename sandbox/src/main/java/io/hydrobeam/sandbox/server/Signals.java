package io.hydrobeam.sandbox.server;

import java.util.List;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ctrl-C, SIGTERM and the closing of the terminal as an orderly end. The JVM's shutdown hooks would
 * come too late: Hadoop's servers refuse to stop while those run. A second signal ends the process
 * at once.
 */
public final class Signals {
  /** The exit code of a command that Ctrl-C ended before it was done. */
  public static final int KILLED = 130;

  private Signals() {}

  /** Calls the action at the first signal, instead of the JVM's ending. */
  public static void onStop(Runnable action) {
    onStop(action, () -> {});
  }

  /** Calls the action at the first signal, and at a second the last act before the end. */
  public static void onStop(Runnable action, Runnable lastAct) {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      IrqHandler[] handler = new IrqHandler[1];
      handler[0] =
          new IrqHandler(
              signal,
              data -> {
                if (handler[0].getSignalCount() > 1) {
                  lastAct.run();
                  Runtime.getRuntime().halt(KILLED);
                }
                action.run();
              });
      handler[0].bind();
    }
  }
}
