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
 * Parses the bytes of a message into a reading.
 *
 * <p>Required fields are {@code sensor}, {@code cycle}, {@code value} and {@code timestamp}. The
 * sensor must be the sensor of the topic. Optional fields are {@code rig}, which may be null, and
 * {@code sample_idx}, an integer of up to 18 digits. Other fields are ignored. The last one of
 * repeated fields counts.
 *
 * <p>A rig's name has 1 to 255 bytes in UTF-8. A timestamp before the earliest accepted one is
 * rejected: its unit is wrong, or the clock was never set. Plain messages are parsed directly from
 * their bytes, all others by a JSON parser, with the same result.
 */
public final class ReadingParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final ThreadLocal<@Nullable Last> LAST = new ThreadLocal<>();

  /** Default earliest timestamp. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Maximum length of a rig's name, in bytes of UTF-8. */
  static final int LONGEST_RIG = 255;

  private final HashMap<String, Source> sources = new HashMap<>();
  private final String topicPrefix;
  private final String defaultRig;
  private final ZoneId defaultZone;
  private final Timestamps timestamps;

  /** Sensor of a topic, with its name as spelled in messages. */
  private record Source(Sensor sensor, byte[] name) implements Serializable {}

  /** Message that a thread has parsed last, with the parser and the result. */
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
   * Returns a parser that accepts timestamps from {@link #EARLIEST} on.
   *
   * @param topicPrefix the prefix of the topics, followed by the name of a sensor
   * @param defaultRig the rig of messages without a rig
   * @param defaultZone the zone of timestamps without a zone
   */
  public static ReadingParser of(String topicPrefix, String defaultRig, ZoneId defaultZone) {
    return of(topicPrefix, defaultRig, defaultZone, EARLIEST);
  }

  /**
   * Returns a parser with the given earliest timestamp.
   *
   * @param topicPrefix the prefix of the topics, followed by the name of a sensor
   * @param defaultRig the rig of messages without a rig
   * @param defaultZone the zone of timestamps without a zone
   * @param earliest the earliest accepted timestamp, 1970-01-01T00:00:00Z or later
   */
  public static ReadingParser of(
      String topicPrefix, String defaultRig, ZoneId defaultZone, Instant earliest) {
    return new ReadingParser(topicPrefix, defaultRig, defaultZone, earliest);
  }

  /**
   * Returns whether the text is a valid rig name: 1 to 255 bytes in UTF-8, without lone surrogates.
   */
  public static boolean isRig(String name) {
    // JSON allows lone surrogates, but UTF-8 cannot encode them.
    return !name.isEmpty()
        && name.length() <= LONGEST_RIG
        && UTF_8.newEncoder().canEncode(name)
        && name.getBytes(UTF_8).length <= LONGEST_RIG;
  }

  /**
   * Parses a message.
   *
   * @param topic the topic of the message
   * @param value the value of the message; null for a message without a value
   * @param recordMillis the record's Kafka timestamp, epoch milliseconds, -1 for none. An ambiguous
   *     local time resolves to the instant nearer to this timestamp.
   * @throws MalformedMessageException if the message is not a valid reading
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
   * Parses a message that the same thread asks for twice in a row, first for the event time and
   * then for the sample. The second call returns the cached reading. The cache identifies a message
   * by its array, which must not be modified.
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

  /** Parses like {@link #parse}, always with the JSON parser. */
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

  /** Returns whether the other parser gives the same result for all messages. */
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
