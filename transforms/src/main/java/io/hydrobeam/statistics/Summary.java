package io.hydrobeam.statistics;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Aggregate of many messages.
 *
 * @param moments the moments of each sensor and window, at the last millisecond of the window
 * @param deadLetters the messages without a reading, each at its own timestamp
 * @param duplicates the number of duplicates of earlier samples
 * @param quiet the report that no samples arrive; null if samples arrive or may arrive
 */
@DefaultCoder(SummaryCoder.class)
public record Summary(
    List<TimestampedValue<KV<SensorKey, Moments>>> moments,
    List<TimestampedValue<DeadLetter>> deadLetters,
    long duplicates,
    @Nullable IdleReport quiet) {
  /** Creates a summary without a report of silence. */
  public Summary(
      List<TimestampedValue<KV<SensorKey, Moments>>> moments,
      List<TimestampedValue<DeadLetter>> deadLetters,
      long duplicates) {
    this(moments, deadLetters, duplicates, null);
  }

  /** Rejects null lists. */
  public Summary {
    requireNonNull(moments, "moments");
    requireNonNull(deadLetters, "deadLetters");
  }

  /** Returns a copy with this report of silence. */
  public Summary with(@Nullable IdleReport silence) {
    return new Summary(moments, deadLetters, duplicates, silence);
  }
}
