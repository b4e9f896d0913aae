package io.hydrobeam.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The offsets up to which a reader has read its partitions, and from which on they must be read
 * again to find all readings from an event time on. Not safe for use by several threads.
 */
public final class ReadOffsets {
  private static final Coder<Map<String, Map<Integer, PartitionOffsets>>> CODER =
      MapCoder.of(
          StringUtf8Coder.of(), MapCoder.of(VarIntCoder.of(), new PartitionOffsets.InBytes()));

  private final Map<String, Map<Integer, PartitionOffsets>> topics;

  private ReadOffsets(Map<String, Map<Integer, PartitionOffsets>> topics) {
    this.topics = topics;
  }

  /** Nothing has been read yet. */
  public static ReadOffsets none() {
    return new ReadOffsets(new HashMap<>());
  }

  /** Those that {@link #toBytes} made these bytes of. */
  public static ReadOffsets fromBytes(byte[] bytes) {
    try {
      var offsets = none();
      CODER
          .decode(new ByteArrayInputStream(bytes))
          .forEach((topic, partitions) -> offsets.topics.put(topic, new HashMap<>(partitions)));
      return offsets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is known, for a reader that goes on elsewhere. */
  public byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try {
      CODER.encode(topics, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Those of a partition. */
  PartitionOffsets of(String topic, int partition) {
    return topics
        .computeIfAbsent(topic, name -> new HashMap<>())
        .computeIfAbsent(partition, number -> new PartitionOffsets());
  }

  /** Tells the metrics how far the partitions were read that were read further. */
  void reportRead() {
    topics.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (number, offsets) ->
                    offsets
                        .newlyRead()
                        .ifPresent(last -> update(ParseReadings.offsetsOf(topic, number), last))));
  }

  /**
   * Tells the metrics from which offsets on the partitions must be read again to find all readings
   * from a time on, where that has changed.
   *
   * @param millis epoch milliseconds, no less than the last time
   */
  void reportResume(long millis) {
    topics.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (number, offsets) ->
                    offsets
                        .newlyResumedAt(millis)
                        .ifPresent(
                            first -> {
                              update(ParseReadings.resumeTimesOf(topic, number), millis);
                              update(ParseReadings.resumeOffsetsOf(topic, number), first);
                            })));
  }

  private static void update(String distribution, long value) {
    Metrics.distribution(ParseReadings.class, distribution).update(value);
  }
}
