package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetter.Reason;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Tells of each message of a bundle what it is, and counts messages and offsets, as {@link
 * ParseReadings} says. Not safe for use by several threads.
 */
public final class Intake {
  private static final Counter READ = Metrics.counter(ParseReadings.class, "samples_read");

  private final ReadingParser parser;

  // Counted here and told once a bundle: a metric looks up its cell at each call.
  private long read;
  private final Map<String, Map<Integer, Long>> offsets = new HashMap<>();

  /** Nothing has come yet. */
  public Intake(ReadingParser parser) {
    this.parser = parser;
  }

  /** What this message is; null for a duplicate, which is what the message before it was. */
  public @Nullable Parsed take(Message message) {
    read++;
    offsets
        .computeIfAbsent(message.topic(), topic -> new HashMap<>())
        .merge(message.partition(), message.offset(), Math::max);
    try {
      Reading reading = parser.parseOnce(message.topic(), message.value());
      if (message.latenessMillis() == 0) {
        return message.duplicate() ? null : reading;
      }
      var detail = "the sample is %s ms behind the watermark".formatted(message.latenessMillis());
      return new DeadLetter(message, Reason.LATE, detail);
    } catch (MalformedMessageException e) {
      return new DeadLetter(message, e.reason(), e.detail());
    }
  }

  /** Adds what was counted to the metrics, and begins anew. */
  public void report() {
    READ.inc(read);
    offsets.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (partition, offset) ->
                    Metrics.distribution(
                            ParseReadings.class, ParseReadings.offsetsOf(topic, partition))
                        .update(offset)));
    read = 0;
    offsets.clear();
  }
}
