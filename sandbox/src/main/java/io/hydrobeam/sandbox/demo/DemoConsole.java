package io.hydrobeam.sandbox.demo;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Console output of a demo: lines, and below them the status. On a terminal the status is one line
 * that is overwritten, otherwise a line every five seconds. At most ten alerts per second are
 * printed; the others are only counted. Any thread may print.
 */
final class DemoConsole {
  private static final long STATUS_NANOS = 5_000_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int ALERTS_A_SECOND = 10;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private String status = "";
  private long statusAt;
  private long secondBegan;
  private int alertsInSecond;
  private int alertsHidden;

  DemoConsole(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    statusAt = nanoTime.getAsLong();
    secondBegan = statusAt;
  }

  /** Prints a permanent line. */
  synchronized void print(String line) {
    if (terminal && !status.isEmpty()) {
      out.print(CLEAR_LINE);
    }
    out.println(line);
    if (terminal) {
      out.print(status);
    }
    out.flush();
  }

  /** Prints an alert, unless there are too many. */
  synchronized void alert(Alert alert) {
    turnSecond();
    if (alertsInSecond < ALERTS_A_SECOND) {
      alertsInSecond++;
      print(alert.line());
    } else {
      alertsHidden++;
    }
  }

  /** Updates the status. Without a terminal the status is only printed when due. */
  synchronized void status(Status now) {
    turnSecond();
    if (terminal) {
      status = now.line();
      out.print(CLEAR_LINE + status);
      out.flush();
    } else if (nanoTime.getAsLong() - statusAt >= STATUS_NANOS) {
      statusAt = nanoTime.getAsLong();
      print(now.line());
    }
  }

  /** Prints the last status permanently, before other lines follow. */
  synchronized void endStatus(Status last) {
    tellHidden();
    status = "";
    if (terminal) {
      out.print(CLEAR_LINE);
    }
    print(last.line());
  }

  /** Removes the status line. */
  synchronized void clearStatus() {
    if (terminal && !status.isEmpty()) {
      out.print(CLEAR_LINE);
    }
    status = "";
    out.flush();
  }

  private void turnSecond() {
    if (nanoTime.getAsLong() - secondBegan >= SECOND_NANOS) {
      secondBegan = nanoTime.getAsLong();
      alertsInSecond = 0;
      tellHidden();
    }
  }

  private void tellHidden() {
    if (alertsHidden > 0) {
      print("... and " + alertsHidden + " more alerts");
      alertsHidden = 0;
    }
  }
}
