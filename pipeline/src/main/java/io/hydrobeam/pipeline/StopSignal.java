package io.hydrobeam.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ctrl-C and SIGTERM as a wish to stop, which the run grants in its own time: what was read is
 * finished first. A second signal ends the process at once.
 */
final class StopSignal {
  private static final int KILLED = 130;

  private final AtomicBoolean received = new AtomicBoolean();

  private StopSignal() {}

  /** Takes both signals over from the JVM. */
  static StopSignal listen() {
    var stop = new StopSignal();
    for (String signal : List.of("INT", "TERM")) {
      new IrqHandler(signal, interrupt -> stop.onSignal()).bind();
    }
    return stop;
  }

  boolean received() {
    return received.get();
  }

  private void onSignal() {
    if (received.getAndSet(true)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
