package io.hydrobeam.pipeline.watch;

import io.hydrobeam.pipeline.backend.Batch;
import java.util.Map;

/**
 * A run at one moment. A figure that is not known, or that the runner has not, is not a number.
 *
 * @param nanos the moment, by {@link System#nanoTime}
 * @param progress what the counters say
 * @param topics the topics by name; none while Kafka does not answer
 * @param deletedUnread records that Kafka deleted before they were read
 * @param watermarkDelaySeconds how far event time is behind the clock
 * @param batches the batches so far
 * @param checkpointBytes the size of the checkpoint
 * @param checkpointAgeSeconds how long ago it was written
 */
record StreamState(
    long nanos,
    Progress progress,
    Map<String, TopicState> topics,
    long deletedUnread,
    double watermarkDelaySeconds,
    BatchTotals batches,
    double checkpointBytes,
    double checkpointAgeSeconds) {

  /** A run that begins at this moment. */
  static StreamState begin(long nanos) {
    return new StreamState(
        nanos, Progress.NONE, Map.of(), 0, Double.NaN, BatchTotals.NONE, Double.NaN, Double.NaN);
  }

  /** Records that came to all topics since the run began. */
  double arrived() {
    return topics.isEmpty()
        ? Double.NaN
        : topics.values().stream().mapToLong(TopicState::arrived).sum();
  }

  /** Records of all topics that are not parsed yet. */
  double lag() {
    return topics.isEmpty()
        ? Double.NaN
        : topics.values().stream().mapToLong(TopicState::lag).sum();
  }

  /**
   * The batches that are done.
   *
   * @param records how many records they read
   * @param seconds how long the last one was worked on
   * @param delaySeconds how long that one waited
   * @param waiting how many wait or are worked on
   * @param unaccounted how many of the records are neither in a row nor dead-lettered
   */
  record BatchTotals(
      long records, double seconds, double delaySeconds, double waiting, double unaccounted) {
    static final BatchTotals NONE =
        new BatchTotals(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    BatchTotals and(Batch batch) {
      return new BatchTotals(
          records + batch.records(),
          batch.seconds(),
          batch.delaySeconds(),
          batch.waiting(),
          unaccounted);
    }

    BatchTotals unaccounted(long difference) {
      return new BatchTotals(records, seconds, delaySeconds, waiting, difference);
    }
  }
}
