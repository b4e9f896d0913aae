package io.hydrobeam.statistics;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;

/**
 * What many messages come to.
 *
 * @param moments those of each sensor and window, at the window's last millisecond
 * @param deadLetters the messages that are no readings, each at its own time
 * @param duplicates how many messages repeat a sample that was read before
 */
@DefaultCoder(SummaryCoder.class)
public record Summary(
    List<TimestampedValue<KV<SensorKey, Moments>>> moments,
    List<TimestampedValue<DeadLetter>> deadLetters,
    long duplicates) {
  /** Checks that both lists are there. */
  public Summary {
    requireNonNull(moments, "moments");
    requireNonNull(deadLetters, "deadLetters");
  }
}
