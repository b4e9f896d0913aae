package io.hydrobeam.parse;

import io.hydrobeam.metrics.GraphCounter;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import java.util.Locale;
import org.apache.beam.sdk.metrics.Counter;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Parser of the messages of one bundle, which also counts messages and offsets for the metrics of
 * {@link ParseReadings}. Not safe for use by several threads.
 */
public final class BundleParser {
  private static final Counter READ = GraphCounter.SAMPLES_READ.counter();

  private final ReadingParser parser;

  // Counted locally and reported once per bundle, because a metric looks up its cell at each call.
  private long read;
  private final ReadOffsets offsets;

  /** Creates an intake without read offsets. */
  public BundleParser(ReadingParser parser) {
    this(parser, ReadOffsets.none());
  }

  /** Creates an intake for a reader that has read up to these offsets. */
  public BundleParser(ReadingParser parser, ReadOffsets offsets) {
    this.parser = parser;
    this.offsets = offsets;
  }

  /** Returns the reading or dead letter of a message; null for a duplicate of an earlier sample. */
  public @Nullable Parsed take(Message message) {
    read++;
    PartitionOffsets partition = offsets.of(message.topic(), message.partition());
    partition.read(message.offset());
    try {
      Reading reading =
          parser.parseOnce(message.topic(), message.value(), message.timestampMillis());
      if (message.latenessMillis() == 0) {
        if (message.duplicate()) {
          return null;
        }
        partition.reading(message.offset(), reading.timestampMillis());
        return reading;
      }
      if (message.latenessMillis() < 0) {
        return new DeadLetter(message, Reason.FROM_THE_FUTURE, ahead(-message.latenessMillis()));
      }
      var detail =
          String.format(
              Locale.ROOT, "the sample is %s ms behind the watermark", message.latenessMillis());
      return new DeadLetter(message, Reason.LATE, detail);
    } catch (MalformedMessageException e) {
      return new DeadLetter(message, e.reason(), e.detail());
    }
  }

  private static String ahead(long millis) {
    return String.format(
        Locale.ROOT,
        "the sample is %d ms ahead of the time at which it came; set the clock of its rig, or raise --maxFuture",
        millis);
  }

  /** Adds the counts to the metrics and resets them. */
  public void report() {
    READ.inc(read);
    offsets.reportRead();
    read = 0;
  }

  /**
   * Reports the offsets from which a new read finds all readings from a time on.
   *
   * @param millis the event time, epoch milliseconds, not before the time of the previous call
   */
  public void reportResume(long millis) {
    offsets.reportResume(millis);
  }
}
