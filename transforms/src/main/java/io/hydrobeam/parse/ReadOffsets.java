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
 * Read progress of the partitions of one reader: the last offsets, and the offsets from which to
 * resume at an event time. Not safe for use by several threads.
 */
public final class ReadOffsets {
  private static final Coder<Map<String, Map<Integer, PartitionOffsets>>> CODER =
      MapCoder.of(
          StringUtf8Coder.of(), MapCoder.of(VarIntCoder.of(), new PartitionOffsets.InBytes()));

  private final Map<String, Map<Integer, PartitionOffsets>> topics;

  private ReadOffsets(Map<String, Map<Integer, PartitionOffsets>> topics) {
    this.topics = topics;
  }

  /** Returns offsets without any partition. */
  public static ReadOffsets none() {
    return new ReadOffsets(new HashMap<>());
  }

  /** Decodes the result of {@link #toBytes}. */
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

  /** Encodes the whole progress, for a reader that resumes elsewhere. */
  public byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try {
      CODER.encode(topics, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  PartitionOffsets of(String topic, int partition) {
    return topics
        .computeIfAbsent(topic, name -> new HashMap<>())
        .computeIfAbsent(partition, number -> new PartitionOffsets());
  }

  /** Reports the last offset of each partition with progress since the previous call. */
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
   * Reports the offsets from which a new read finds all readings from a time on, for partitions
   * where this offset has changed.
   *
   * @param millis the event time, epoch milliseconds, not before the time of the previous call
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
