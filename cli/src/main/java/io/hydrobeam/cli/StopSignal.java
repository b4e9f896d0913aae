package io.hydrobeam.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ctrl-C and SIGTERM as a request for a graceful stop: records already read are processed first. A
 * second signal ends the process at once.
 */
public final class StopSignal {
  private static final int KILLED = 130;

  /** Minimum time between two signals, since a signal to a process and its group arrives twice. */
  private static final long ONE_SIGNAL_NANOS = 1_000_000_000;

  private final AtomicLong receivedAt = new AtomicLong();

  private StopSignal() {}

  /** Takes both signals over from the JVM. */
  public static StopSignal listen() {
    var stop = new StopSignal();
    for (String signal : List.of("INT", "TERM")) {
      SignalHandlers.on(signal, stop::onSignal);
    }
    return stop;
  }

  /** Returns true once a stop was requested. */
  public boolean received() {
    return receivedAt.get() != 0;
  }

  private void onSignal() {
    long now = System.nanoTime() | 1; // never 0, which means no signal
    if (receivedAt.compareAndSet(0, now)) {
      System.out.println("stopping; a second signal ends the process immediately");
    } else if (now - receivedAt.get() > ONE_SIGNAL_NANOS) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
