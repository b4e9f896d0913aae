package io.hydrobeam.pipeline.watch;

import io.hydrobeam.metrics.GraphCounter;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Metric of a run with a single value.
 *
 * @param name name in snake_case, with the unit at the end
 * @param counts true for a counter, false for a gauge
 * @param help description for users
 * @param value function of the value; NaN if unknown
 */
record ExportedMetric(
    String name, boolean counts, String help, ToDoubleFunction<StreamState> value) {
  /**
   * All metrics with a single value. Metrics per topic and the histogram of batch durations are
   * elsewhere.
   */
  static final List<ExportedMetric> ALL =
      List.of(
          counter(GraphCounter.SAMPLES_READ.label(), "Messages read", s -> s.progress().read()),
          counter(
              GraphCounter.SAMPLES_IN_ROWS.label(),
              "Samples that are in rows",
              s -> s.progress().inRows()),
          counter(
              GraphCounter.SAMPLES_LATE.label(),
              "Samples too late, dead-lettered",
              s -> s.progress().late()),
          counter(
              GraphCounter.SAMPLES_FROM_THE_FUTURE.label(),
              "Samples too far ahead of the time at which they came, dead-lettered",
              s -> s.progress().fromTheFuture()),
          counter(
              GraphCounter.SAMPLES_MALFORMED.label(),
              "Messages that are no readings, dead-lettered",
              s -> s.progress().malformed()),
          counter(
              GraphCounter.SAMPLES_DUPLICATE.label(),
              "Samples that repeat one that was read before, counted once",
              s -> s.progress().duplicate()),
          gauge(
              "samples_open",
              "Messages read, and not yet in a row, dead-lettered or found to be duplicates",
              s -> s.progress().open()),
          gauge(
              "samples_unaccounted",
              "Messages of completed batches that are in no row and no dead letter, and no duplicates;"
                  + " below zero, counted twice",
              s -> s.batches().unaccounted()),
          counter(
              "records_deleted_unread",
              "Records that Kafka deleted before they were read",
              StreamState::deletedUnread),
          counter(
              GraphCounter.ROWS.label(), "Rows, revisions counted again", s -> s.progress().rows()),
          counter(
              GraphCounter.ANOMALIES.label(),
              "Anomalies found in rows",
              s -> s.progress().anomalies()),
          counter(GraphCounter.ALERTS.label(), "Messages about alerts", s -> s.progress().alerts()),
          gauge(
              "watermark_delay_seconds",
              "How far event time is behind the clock",
              StreamState::watermarkDelaySeconds),
          gauge(
              "batch_scheduling_delay_seconds",
              "How long the last batch waited",
              s -> s.batches().delaySeconds()),
          gauge(
              "batches_waiting", "Batches that wait or are worked on", s -> s.batches().waiting()),
          gauge("checkpoint_size_bytes", "Size of the checkpoint", StreamState::checkpointBytes),
          gauge(
              "checkpoint_age_seconds",
              "How long ago the checkpoint was written",
              StreamState::checkpointAgeSeconds));

  private static ExportedMetric counter(
      String name, String help, ToDoubleFunction<StreamState> value) {
    return new ExportedMetric(name, true, help, value);
  }

  private static ExportedMetric gauge(
      String name, String help, ToDoubleFunction<StreamState> value) {
    return new ExportedMetric(name, false, help, value);
  }
}
