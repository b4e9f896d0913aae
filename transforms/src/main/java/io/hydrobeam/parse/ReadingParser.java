package io.hydrobeam.parse;

import static io.hydrobeam.model.DeadLetter.Reason.NOT_JSON;
import static io.hydrobeam.model.DeadLetter.Reason.WRONG_TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Turns the bytes of a message into a reading. Required are {@code sensor}, which must be the
 * topic's own, {@code cycle}, {@code value} and {@code timestamp}; {@code rig}, which may be null,
 * and {@code sample_idx}, an integer of up to 18 digits, are optional; other fields are ignored,
 * and of a field that comes twice the last one counts. A rig's name has 1 to 255 bytes in UTF-8. A
 * timestamp before the earliest one that is believed is refused, since it is in another unit or of
 * a clock that was never set. Messages of the usual shape are read from their bytes directly, all
 * others by a JSON parser, with the same result.
 */
public final class ReadingParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final ThreadLocal<@Nullable Last> LAST = new ThreadLocal<>();

  /** The first timestamp that is believed, unless another is given. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** The most bytes that the name of a rig has in UTF-8. */
  static final int LONGEST_RIG = 255;

  private final HashMap<String, Source> sources = new HashMap<>();
  private final String topicPrefix;
  private final String defaultRig;
  private final ZoneId defaultZone;
  private final Timestamps timestamps;

  /** The sensor of a topic, and its name as messages hold it. */
  private record Source(Sensor sensor, byte[] name) implements Serializable {}

  /** What a thread has parsed last, and by which parser. */
  private record Last(
      ReadingParser parser, String topic, byte[] value, long recordMillis, Reading reading) {}

  private ReadingParser(
      String topicPrefix, String defaultRig, ZoneId defaultZone, Instant earliest) {
    if (!isRig(defaultRig)) {
      throw new IllegalArgumentException(
          "no name of a rig: the default rig's is empty or too long");
    }
    this.topicPrefix = requireNonNull(topicPrefix, "topicPrefix");
    this.defaultRig = defaultRig;
    this.defaultZone = defaultZone;
    this.timestamps = new Timestamps(defaultZone, earliest);
    for (Sensor sensor : Sensor.all()) {
      sources.put(
          topicPrefix + sensor.name(), new Source(sensor, PlainMessage.ascii(sensor.name())));
    }
  }

  /**
   * A parser for topics named by this prefix and a sensor, which puts messages without a rig down
   * to the default rig, and timestamps without a zone into the default zone. It believes timestamps
   * from {@link #EARLIEST} on.
   */
  public static ReadingParser of(String topicPrefix, String defaultRig, ZoneId defaultZone) {
    return of(topicPrefix, defaultRig, defaultZone, EARLIEST);
  }

  /**
   * The same with another earliest timestamp.
   *
   * @param earliest the first timestamp that is believed, 1970-01-01T00:00:00Z or later
   */
  public static ReadingParser of(
      String topicPrefix, String defaultRig, ZoneId defaultZone, Instant earliest) {
    return new ReadingParser(topicPrefix, defaultRig, defaultZone, earliest);
  }

  /**
   * Whether this may be the name of a rig: 1 to 255 bytes in UTF-8, no half of a surrogate pair.
   */
  public static boolean isRig(String name) {
    // Half a surrogate pair is legal in JSON but no text: it could not be written down again.
    return !name.isEmpty()
        && name.length() <= LONGEST_RIG
        && UTF_8.newEncoder().canEncode(name)
        && name.getBytes(UTF_8).length <= LONGEST_RIG;
  }

  /**
   * The reading of a message.
   *
   * @param value the message's value, null for a message without one
   * @param recordMillis the timestamp that Kafka keeps of the record, epoch milliseconds, -1 for
   *     none: of a local time that the clock shows twice, the meaning nearer to it counts
   */
  public Reading parse(String topic, byte @Nullable [] value, long recordMillis)
      throws MalformedMessageException {
    if (value == null) {
      throw new MalformedMessageException(
          NOT_JSON, "the message has no value; it takes one JSON object");
    }
    Source source = sources.get(topic);
    Reading plain =
        source == null
            ? null
            : new PlainMessage(value, timestamps, recordMillis)
                .reading(source.sensor, source.name, defaultRig);
    return plain == null ? parseAny(topic, value, recordMillis) : plain;
  }

  /**
   * The same, for a message that a thread asks for twice in a row, first for its event time and
   * then for its sample: the second time it is not parsed again. A message is known by its array,
   * which must not be changed.
   */
  public Reading parseOnce(String topic, byte @Nullable [] value, long recordMillis)
      throws MalformedMessageException {
    Last last = LAST.get();
    if (last != null
        && last.value == value
        && last.recordMillis == recordMillis
        && last.topic.equals(topic)
        && equals(last.parser)) {
      return last.reading;
    }
    Reading reading = parse(topic, value, recordMillis);
    LAST.set(new Last(this, topic, requireNonNull(value), recordMillis, reading));
    return reading;
  }

  /** As {@link #parse}, without the short cut. */
  Reading parseAny(String topic, byte[] value, long recordMillis) throws MalformedMessageException {
    var fields = JsonFields.read(value);
    Sensor sensor = fields.sensor();
    if (!topic.equals(topicPrefix + sensor.name())) {
      throw new MalformedMessageException(
          WRONG_TOPIC,
          String.format(
              Locale.ROOT,
              "sensor is \"%s\", which does not belong on the topic %s; it takes %s%s",
              sensor,
              MalformedMessageException.shown(topic),
              topicPrefix,
              sensor));
    }
    return new Reading(
        fields.rig(defaultRig),
        sensor,
        fields.cycle(),
        fields.value(),
        fields.timestampMillis(timestamps, recordMillis),
        fields.sampleIdx());
  }

  /** Whether the other reads all messages as this one does. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadingParser that
        && topicPrefix.equals(that.topicPrefix)
        && defaultRig.equals(that.defaultRig)
        && defaultZone.equals(that.defaultZone)
        && timestamps.earliest().equals(that.timestamps.earliest());
  }

  @Override
  public int hashCode() {
    return Objects.hash(topicPrefix, defaultRig, defaultZone, timestamps.earliest());
  }
}
