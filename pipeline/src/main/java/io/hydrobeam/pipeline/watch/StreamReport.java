package io.hydrobeam.pipeline.watch;

import java.util.Locale;

/**
 * One-line report of a run for its operator. The parts are always the same, with a dash for an
 * unknown value.
 */
final class StreamReport {
  private static final double NANOS = 1e9;

  private StreamReport() {}

  /** Returns the line of a state; rates are relative to an earlier state. */
  static String line(StreamState before, StreamState now) {
    double seconds = (now.nanos() - before.nanos()) / NANOS;
    Progress progress = now.progress();
    return String.format(
        Locale.ROOT,
        "in %s/s, read %s/s, lag %s, watermark %s s behind, batch %s s, %s waiting, %s unaccounted; %s",
        number(0, (now.arrived() - before.arrived()) / seconds),
        number(0, (progress.read() - before.progress().read()) / seconds),
        number(0, now.lag()),
        number(1, now.watermarkDelaySeconds()),
        number(2, now.batches().seconds()),
        number(0, now.batches().waiting()),
        number(0, now.batches().unaccounted()),
        progress);
  }

  private static String number(int digits, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "-";
  }
}
