package io.hydrobeam.pipeline.watch;

import java.util.Locale;

/** A run in one line, for its operator: always the same parts, a dash for what is not known. */
final class StreamReport {
  private static final double NANOS = 1e9;

  private StreamReport() {}

  /** The line of a moment; the rates are those since an earlier one. */
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
