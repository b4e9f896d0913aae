package io.hydrobeam.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ctrl-C and SIGTERM as a wish to stop, which the run grants in its own time: what was read is
 * finished first. A second signal ends the process at once.
 */
public final class StopSignal {
  private static final int KILLED = 130;

  /** Whoever signals a process and its group means one signal, and it comes twice. */
  private static final long ONE_SIGNAL_NANOS = 1_000_000_000;

  private final AtomicLong receivedAt = new AtomicLong();

  private StopSignal() {}

  /** Takes both signals over from the JVM. */
  public static StopSignal listen() {
    var stop = new StopSignal();
    for (String signal : List.of("INT", "TERM")) {
      new IrqHandler(signal, interrupt -> stop.onSignal()).bind();
    }
    return stop;
  }

  /** Whether a wish to stop has come. */
  public boolean received() {
    return receivedAt.get() != 0;
  }

  private void onSignal() {
    long now = System.nanoTime() | 1; // never 0, which means that none came
    if (receivedAt.compareAndSet(0, now)) {
      System.out.println("stopping; a second signal ends the process at once");
    } else if (now - receivedAt.get() > ONE_SIGNAL_NANOS) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
