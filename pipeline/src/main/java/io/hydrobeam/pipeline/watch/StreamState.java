package io.hydrobeam.pipeline.watch;

import io.hydrobeam.pipeline.backend.Batch;
import java.util.Map;

/**
 * State of a run at one moment. An unknown value, or one that the runner does not have, is NaN.
 *
 * @param nanos time by {@link System#nanoTime}
 * @param progress progress from the counters
 * @param topics topics by name; empty while Kafka does not answer
 * @param deletedUnread records that Kafka deleted before they were read
 * @param watermarkDelaySeconds delay of event time behind the wall clock
 * @param batches totals of the batches so far
 * @param checkpointBytes size of the checkpoint
 * @param checkpointAgeSeconds time since the checkpoint was written
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

  /** Returns the state of a run that begins now. */
  static StreamState begin(long nanos) {
    return new StreamState(
        nanos, Progress.NONE, Map.of(), 0, Double.NaN, BatchTotals.NONE, Double.NaN, Double.NaN);
  }

  /** Returns the number of records that arrived in all topics since the beginning of the run. */
  double arrived() {
    return topics.isEmpty()
        ? Double.NaN
        : topics.values().stream().mapToLong(TopicState::arrived).sum();
  }

  /** Returns the number of records of all topics that are not parsed yet. */
  double lag() {
    return topics.isEmpty()
        ? Double.NaN
        : topics.values().stream().mapToLong(TopicState::lag).sum();
  }

  /**
   * Totals of completed batches.
   *
   * @param records number of records read
   * @param seconds processing time of the last batch
   * @param delaySeconds scheduling delay of the last batch
   * @param waiting number of batches waiting or in progress
   * @param unaccounted number of records neither in a row nor dead-lettered
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
