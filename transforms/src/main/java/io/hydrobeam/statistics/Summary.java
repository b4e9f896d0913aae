package io.hydrobeam.statistics;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Quiet;
import io.hydrobeam.model.SensorKey;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What many messages come to.
 *
 * @param moments those of each sensor and window, at the window's last millisecond
 * @param deadLetters the messages that are no readings, each at its own time
 * @param duplicates how many messages repeat a sample that was read before
 * @param quiet that nothing comes at all; null where something does, or may
 */
@DefaultCoder(SummaryCoder.class)
public record Summary(
    List<TimestampedValue<KV<SensorKey, Moments>>> moments,
    List<TimestampedValue<DeadLetter>> deadLetters,
    long duplicates,
    @Nullable Quiet quiet) {
  /** A summary of messages that may be followed by others. */
  public Summary(
      List<TimestampedValue<KV<SensorKey, Moments>>> moments,
      List<TimestampedValue<DeadLetter>> deadLetters,
      long duplicates) {
    this(moments, deadLetters, duplicates, null);
  }

  /** Checks that the lists are there. */
  public Summary {
    requireNonNull(moments, "moments");
    requireNonNull(deadLetters, "deadLetters");
  }

  /** The same, and whether nothing comes at all. */
  public Summary with(@Nullable Quiet silence) {
    return new Summary(moments, deadLetters, duplicates, silence);
  }
}
