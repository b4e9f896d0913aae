package io.hydrobeam.sandbox;

import java.util.List;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ctrl-C and SIGTERM as an orderly end. The JVM's shutdown hooks would come too late: Hadoop's
 * servers refuse to stop while those run. A second signal ends the process at once.
 */
public final class Signals {
  private static final int KILLED = 130;

  private Signals() {}

  /** Calls the action at the first Ctrl-C or SIGTERM, instead of the JVM's ending. */
  public static void onStop(Runnable action) {
    for (String signal : List.of("INT", "TERM")) {
      IrqHandler[] handler = new IrqHandler[1];
      handler[0] =
          new IrqHandler(
              signal,
              data -> {
                if (handler[0].getSignalCount() > 1) {
                  Runtime.getRuntime().halt(KILLED);
                }
                action.run();
              });
      handler[0].bind();
    }
  }
}
