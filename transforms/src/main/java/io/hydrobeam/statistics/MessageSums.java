package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Message.Header;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.parse.Intake;
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
 * Sums messages up where they are read: what ParseReadings and the first half of {@link
 * SummarizeSensors} do, without a step, an element or an encoding for each message. Not safe for
 * use by several threads.
 */
public final class MessageSums {
  /** So that a flood of what is no reading does not fill the memory. */
  private static final long MOST_DEAD_LETTER_BYTES = 1 << 24;

  /** What a dead letter takes beside its key, value and headers. */
  private static final int DEAD_LETTER_BYTES = 250;

  /** What a header takes beside its name and value. */
  private static final int HEADER_BYTES = 100;

  /** Nor one of messages that have nothing in common. */
  private static final int MOST_SUMS = 100_000;

  private final ReadOffsets offsets;
  private final Intake intake;
  private final FixedWindows windows;
  private final WindowSums sums = new WindowSums();
  private List<TimestampedValue<DeadLetter>> deadLetters = new ArrayList<>();
  private long deadLetterBytes;
  private long duplicates;

  /** Nothing has come yet. */
  public MessageSums(ReadingParser parser, Windowing windowing) {
    this(parser, windowing, ReadOffsets.none());
  }

  /** Nothing has come since all up to these offsets was taken. */
  public MessageSums(ReadingParser parser, Windowing windowing, ReadOffsets offsets) {
    this.offsets = offsets;
    this.intake = new Intake(parser, offsets);
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

  /** How far was read. */
  public ReadOffsets offsets() {
    return offsets;
  }

  /**
   * Adds to the metrics from where on must be read again to find all readings from a time on.
   *
   * @param time no earlier than the last time
   */
  public void reportResume(Instant time) {
    intake.reportResume(time.getMillis());
  }

  /** Whether what came should be taken before more is added. */
  public boolean isFull() {
    return deadLetterBytes >= MOST_DEAD_LETTER_BYTES || sums.size() >= MOST_SUMS;
  }

  /**
   * What was added since the last time; adds what was counted, but the dead letters and the
   * duplicates, to the metrics.
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
