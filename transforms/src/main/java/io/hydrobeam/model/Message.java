package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A message as it came, before anyone looked into it, with the place it came from.
 *
 * @param topic the topic it was read from
 * @param partition the partition of that topic
 * @param offset its offset in the partition
 * @param timestampMillis the timestamp that Kafka keeps of it, epoch milliseconds: of the producer
 *     or of the broker, as the topic is set; {@link #NO_TIMESTAMP} for none
 * @param key the key's bytes, or null where the producer gave none
 * @param value the value's bytes, or null for a message without a value
 * @param headers the producer's headers, in order; a name may come more than once
 * @param latenessMillis 0 for a message that counts; above 0, by how many milliseconds its event
 *     time lies behind the watermark, more than the lateness that the pipeline allows; below 0, by
 *     how many it lies ahead of the time at which the message came, more than the pipeline allows
 * @param duplicate whether an equal sample was read before it from the same partition
 */
@DefaultCoder(MessageCoder.class)
public record Message(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    long latenessMillis,
    boolean duplicate) {

  /** The timestamp of a message without one, as Kafka tells it. */
  public static final long NO_TIMESTAMP = -1;

  /**
   * A header of a record.
   *
   * @param name its name
   * @param value its bytes, or null for a header without a value
   */
  public record Header(String name, byte @Nullable [] value) {
    /** Checks that there is a name. */
    public Header {
      requireNonNull(name, "name");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Header that
          && name.equals(that.name)
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** A message without a timestamp and headers, whose sample was not read before. */
  public Message(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long latenessMillis) {
    this(topic, partition, offset, NO_TIMESTAMP, key, value, List.of(), latenessMillis, false);
  }

  /** Checks the coordinates. */
  public Message {
    requireNonNull(topic, "topic");
    headers = List.copyOf(headers);
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "negative partition or offset: %d, %d", partition, offset));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && timestampMillis == that.timestampMillis
        && latenessMillis == that.latenessMillis
        && duplicate == that.duplicate
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Message[%s-%d@%d]", topic, partition, offset);
  }
}
