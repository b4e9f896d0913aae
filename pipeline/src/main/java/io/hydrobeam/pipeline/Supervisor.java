package io.hydrobeam.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/**
 * Follows a run: says every ten seconds how far it is, and stops it once event time has come to its
 * end and everything that was read is in a row or dead-lettered.
 */
final class Supervisor {
  private static final Duration LOOK_EVERY = Duration.millis(500);
  private static final long REPORT_EVERY_NANOS = 10_000_000_000L;
  private static final int LOOKS_TO_SETTLE = 6;
  private static final int LOOKS_AT_MOST = 240;

  private final PipelineResult result;
  private final BooleanSupplier timeHasEnded;
  private final PrintStream out;

  private long lastReport = System.nanoTime();
  private Progress last = new Progress(0, 0, 0, 0, 0, 0);
  private int unchanged;
  private int looksSinceTheEnd;

  Supervisor(PipelineResult result, BooleanSupplier timeHasEnded, PrintStream out) {
    this.result = result;
    this.timeHasEnded = timeHasEnded;
    this.out = out;
  }

  /**
   * Waits until the run has come to its end by itself.
   *
   * @throws CommandException if it failed, or ended with messages unaccounted for
   */
  void untilFinished() {
    try {
      while (!isTerminal(result.waitUntilFinish(LOOK_EVERY)) && !settled()) {
        report();
      }
      if (!isTerminal(result.getState())) {
        result.cancel();
      }
    } catch (PipelineExecutionException | IOException e) {
      throw CommandException.failed("the pipeline failed: %s", CommandException.rootCause(e));
    }
    Progress end = Progress.of(result);
    out.println("finished: " + end);
    if (end.open() != 0) {
      throw CommandException.failed("%,d of the messages read are unaccounted for", end.open());
    }
  }

  /** Whether time has ended and the last windows have gone through all steps. */
  private boolean settled() {
    if (!timeHasEnded.getAsBoolean()) {
      return false;
    }
    Progress now = Progress.of(result);
    unchanged = now.equals(last) ? unchanged + 1 : 0;
    last = now;
    looksSinceTheEnd++;
    return now.open() == 0 && unchanged >= LOOKS_TO_SETTLE || looksSinceTheEnd >= LOOKS_AT_MOST;
  }

  private void report() {
    if (System.nanoTime() - lastReport >= REPORT_EVERY_NANOS) {
      lastReport = System.nanoTime();
      out.println(Progress.of(result));
    }
  }

  private static boolean isTerminal(PipelineResult.State state) {
    return state != null && state.isTerminal();
  }
}
