package io.hydrobeam.pipeline;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.anomaly.CarriedAlerts;
import io.hydrobeam.pipeline.jdbc.AlertDatabase;
import io.hydrobeam.pipeline.kafka.ReadMessages;
import io.hydrobeam.pipeline.kafka.SensorSource;
import io.hydrobeam.pipeline.kafka.SensorTopics;
import io.hydrobeam.pipeline.table.Incoming;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What {@link MonitoringGraph} is built from besides the options.
 *
 * @param settings the options, checked
 * @param beginning the offsets at which the run begins
 * @param carried the alerts that an earlier run raised and this one continues
 * @param largestDeadLetter the largest message that the dead-letter topic takes, in bytes
 * @param database receives the alerts as well; null for none
 * @param incoming the directory in which the files of the tables are written before they appear
 */
public record StreamInputs(
    MonitoringSettings settings,
    SensorTopics.Beginning beginning,
    CarriedAlerts carried,
    int largestDeadLetter,
    @Nullable AlertDatabase database,
    Incoming incoming) {
  /** Checks that only the database is null. */
  public StreamInputs {
    requireNonNull(settings, "settings");
    requireNonNull(beginning, "beginning");
    requireNonNull(carried, "carried");
    requireNonNull(incoming, "incoming");
  }

  /** The sensor topics, shared by so many readers. */
  SensorSource source(int readers) {
    return new SensorSource(
        ReadMessages.from(
            settings.kafka(), beginning, settings.parser(), settings.clock(), readers),
        settings.parser(),
        settings.windowing());
  }
}
