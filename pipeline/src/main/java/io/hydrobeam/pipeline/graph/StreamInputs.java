package io.hydrobeam.pipeline.graph;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.pipeline.sink.AlertDatabase;
import io.hydrobeam.pipeline.source.ReadMessages;
import io.hydrobeam.pipeline.source.SensorSource;
import io.hydrobeam.tables.Incoming;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Inputs of {@link MonitoringGraph} besides the options.
 *
 * @param settings checked options
 * @param beginning offsets at which the run begins
 * @param carried alerts of an earlier run that this run continues
 * @param largestDeadLetter maximum message size of the dead-letter topic, in bytes
 * @param database additional sink of the alerts; null for none
 * @param incoming directory in which table files are written before they become visible
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

  /** Returns the sensor topics, shared by the given number of readers. */
  SensorSource source(int readers) {
    return new SensorSource(
        ReadMessages.from(
            settings.kafka(), beginning, settings.parser(), settings.clock(), readers),
        settings.parser(),
        settings.windowing());
  }
}
