package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A message as it came, before anyone looked into it, with the place it came from.
 *
 * @param topic the topic it was read from
 * @param partition the partition of that topic
 * @param offset its offset in the partition
 * @param key the key's bytes, or null where the producer gave none
 * @param value the value's bytes, or null for a message without a value
 * @param latenessMillis 0 for a message that is in time; else by how many milliseconds its event
 *     time lies behind the watermark, more than the lateness that the pipeline allows
 * @param duplicate whether an equal sample was read before it from the same partition
 */
@DefaultCoder(MessageCoder.class)
public record Message(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    long latenessMillis,
    boolean duplicate) {

  /** A message whose sample was not read before. */
  public Message(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long latenessMillis) {
    this(topic, partition, offset, key, value, latenessMillis, false);
  }

  /** Checks the coordinates. */
  public Message {
    requireNonNull(topic, "topic");
    if (partition < 0 || offset < 0 || latenessMillis < 0) {
      throw new IllegalArgumentException(
          "negative partition, offset or lateness: %d, %d, %d"
              .formatted(partition, offset, latenessMillis));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && latenessMillis == that.latenessMillis
        && duplicate == that.duplicate
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return "Message[%s-%d@%d]".formatted(topic, partition, offset);
  }
}
