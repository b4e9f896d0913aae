package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Unparsed Kafka record with its coordinates.
 *
 * @param topic the topic of the record
 * @param partition the partition of the topic, 0 or more
 * @param offset the offset in the partition, 0 or more
 * @param timestampMillis the Kafka timestamp, epoch milliseconds, {@link #NO_TIMESTAMP} for none.
 *     The topic's configuration decides whether the producer or the broker sets it.
 * @param key the bytes of the key; null for a record without a key
 * @param value the bytes of the value; null for a record without a value
 * @param headers the producer's headers, in order; names may repeat
 * @param latenessMillis 0 for a record in time. Above 0 for a late record: milliseconds behind the
 *     watermark, beyond the allowed lateness. Below 0 for a record from the future: milliseconds
 *     ahead of its arrival, beyond the allowed limit.
 * @param duplicate true if an equal sample was read earlier from the same partition
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

  /** Kafka's timestamp for a record without one. */
  public static final long NO_TIMESTAMP = -1;

  /**
   * Header of a record.
   *
   * @param name the name
   * @param value the bytes of the value; null for a header without a value
   */
  public record Header(String name, byte @Nullable [] value) {
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

  /** Creates a message without timestamp and headers, which is no duplicate. */
  public Message(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long latenessMillis) {
    this(topic, partition, offset, NO_TIMESTAMP, key, value, List.of(), latenessMillis, false);
  }

  /** Rejects a null topic, and a negative partition or offset. */
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
