package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Message.Header;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.parse.BundleParser;
import io.hydrobeam.parse.ReadOffsets;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.window.Windowing;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Aggregates messages in the reader. Does the work of ParseReadings and of the first half of {@link
 * SummarizeSensors}, but without a step, an element or an encoding for each message. Not safe for
 * use by several threads.
 */
public final class MessageSums {
  /** Limits the memory of dead letters when many messages are malformed. */
  private static final long MOST_DEAD_LETTER_BYTES = 1 << 24;

  /** Estimated size of a dead letter, without its key, value and headers. */
  private static final int DEAD_LETTER_BYTES = 250;

  /** Estimated size of a header, without its name and value. */
  private static final int HEADER_BYTES = 100;

  /** Limits the memory of sums when messages share few keys and windows. */
  private static final int MOST_SUMS = 100_000;

  private final ReadOffsets offsets;
  private final BundleParser intake;
  private final FixedWindows windows;
  private final WindowSums sums = new WindowSums();
  private List<TimestampedValue<DeadLetter>> deadLetters = new ArrayList<>();
  private long deadLetterBytes;
  private long duplicates;

  /** Creates an empty instance without read offsets. */
  public MessageSums(ReadingParser parser, Windowing windowing) {
    this(parser, windowing, ReadOffsets.none());
  }

  /** Creates an empty instance for a reader that has read up to these offsets. */
  public MessageSums(ReadingParser parser, Windowing windowing, ReadOffsets offsets) {
    this.offsets = offsets;
    this.intake = new BundleParser(parser, offsets);
    this.windows = FixedWindows.of(windowing.size());
  }

  /** Adds a message at its event time. */
  public void add(Message message, Instant time) {
    Parsed parsed = intake.take(message);
    if (parsed instanceof Reading reading) {
      sums.add(reading, windows.assignWindow(time));
    } else if (parsed == null) {
      duplicates++;
    } else {
      deadLetters.add(TimestampedValue.of((DeadLetter) parsed, time));
      deadLetterBytes += DEAD_LETTER_BYTES + length(message.key()) + length(message.value());
      for (Header header : message.headers()) {
        deadLetterBytes += HEADER_BYTES + header.name().length() + length(header.value());
      }
    }
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Returns the read progress. */
  public ReadOffsets offsets() {
    return offsets;
  }

  /**
   * Reports the offsets from which a new read finds all readings from a time on.
   *
   * @param time the event time, not before the time of the previous call
   */
  public void reportResume(Instant time) {
    intake.reportResume(time.getMillis());
  }

  /** Returns whether the memory limits are reached, so that {@link #take} is due. */
  public boolean isFull() {
    return deadLetterBytes >= MOST_DEAD_LETTER_BYTES || sums.size() >= MOST_SUMS;
  }

  /**
   * Returns a summary of all messages added since the previous call, and clears this instance. Adds
   * the counts to the metrics, except for dead letters and duplicates.
   */
  public Summary take() {
    List<TimestampedValue<KV<SensorKey, Moments>>> moments =
        sums.take().stream()
            .map(
                sum ->
                    TimestampedValue.of(
                        KV.of(sum.key(), sum.moments()), sum.window().maxTimestamp()))
            .toList();
    var summary = new Summary(moments, deadLetters, duplicates);
    deadLetters = new ArrayList<>();
    deadLetterBytes = 0;
    duplicates = 0;
    intake.report();
    return summary;
  }
}
