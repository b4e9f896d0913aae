package io.hydrobeam.pipeline.source;

import io.hydrobeam.model.Reading;
import io.hydrobeam.pipeline.source.SampleSpan.Verdict;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds duplicates among the samples of all partitions read in a process. A sample is a duplicate
 * of an earlier one with the same rig, sensor, cycle, timestamp in milliseconds, index and value.
 * The earlier sample has a smaller offset in the same partition, was read in this process, and its
 * window may still be open.
 *
 * <ul>
 *   <li>A sample without an index is never a duplicate. Where many samples share a millisecond, as
 *       from a device with full-second timestamps, equal values prove nothing.
 *   <li>Samples that differ only in value are not equal. Either two rigs share a name, or a sample
 *       was corrected; the correct one is unknown. A warning names the first such sample.
 *   <li>Memory is bounded. Beyond the limit, the samples read longest ago are removed.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class SeenSamples {
  private static final Logger LOG = LoggerFactory.getLogger(SeenSamples.class);
  private static final int SHARE_OF_THE_HEAP = 16;

  private final Map<TopicPartition, PartitionSamples> partitions = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final long mostBytes;
  private long forgottenBefore = Long.MIN_VALUE;
  private boolean toldOfDuplicates;
  private boolean toldOfOtherValues;

  /** Creates an empty set with a limit of a sixteenth of the heap. */
  SeenSamples() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
  }

  /** Creates an empty set with an approximate memory limit, in bytes. */
  SeenSamples(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns the samples of a partition. */
  PartitionSamples of(TopicPartition partition) {
    return partitions.computeIfAbsent(partition, p -> new PartitionSamples(bytes));
  }

  /**
   * Takes in a sample that counts.
   *
   * @param samples samples of its partition
   * @param offset offset of its record
   * @return true for a duplicate
   */
  boolean isDuplicate(PartitionSamples samples, Reading reading, long offset) {
    Verdict verdict = samples.take(reading, offset);
    if (bytes.get() > mostBytes) {
      makeRoom();
    }
    if (verdict == Verdict.NEW) {
      return false;
    }
    tell(verdict, reading, offset);
    return verdict == Verdict.DUPLICATE;
  }

  /** Removes samples before this event time, in epoch milliseconds. */
  synchronized void forgetBefore(long eventTime) {
    long number = SampleSpan.numberOf(eventTime);
    if (number > forgottenBefore) {
      forgottenBefore = number;
      partitions.values().forEach(samples -> samples.forgetBefore(number));
    }
  }

  /** Returns the approximate memory of the samples, in bytes. */
  long bytes() {
    return bytes.get();
  }

  private synchronized void makeRoom() {
    while (bytes.get() > mostBytes) {
      partitions.values().stream()
          .max(Comparator.comparingLong(PartitionSamples::bytes))
          .ifPresent(PartitionSamples::forgetHalf);
    }
  }

  private synchronized void tell(Verdict verdict, Reading reading, long offset) {
    if (verdict == Verdict.DUPLICATE && !toldOfDuplicates) {
      toldOfDuplicates = true;
      LOG.warn(
          "{} at offset {} is a duplicate of an earlier sample. Duplicates count once; the "
              + "metric samples_duplicate counts them. Does a producer retry without idempotence?",
          reading,
          offset);
    } else if (verdict == Verdict.OTHER_VALUE && !toldOfOtherValues) {
      toldOfOtherValues = true;
      LOG.warn(
          "{} at offset {} has the timestamp and sample_idx of the previous sample, but "
              + "another value. Both count. Do two rigs share a name or --defaultRig?",
          reading,
          offset);
    }
  }
}
