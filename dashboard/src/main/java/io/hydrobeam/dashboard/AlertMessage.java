package io.hydrobeam.dashboard;

import io.hydrobeam.model.Anomaly.Severity;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One message of the alerts' topic: an alert that has come to a new state.
 *
 * @param id the same in all messages of one alert
 * @param rig the rig's name
 * @param startMillis the start of the window in which it came to this state, epoch milliseconds
 * @param endMillis the end of that window
 * @param type what is wrong, in snake_case
 * @param sensor the sensor that shows it, or the feature, such as pressure_mean, or null
 * @param severity how bad it is
 * @param value what was seen, or null
 * @param limit what it was held against, or null
 * @param message one sentence for a technician
 * @param state where in its life the alert is
 * @param sinceMillis when it began, epoch milliseconds
 * @param component what is suspected, or null
 */
record AlertMessage(
    String id,
    String rig,
    long startMillis,
    long endMillis,
    String type,
    @Nullable String sensor,
    Severity severity,
    @Nullable Double value,
    @Nullable Double limit,
    String message,
    State state,
    long sinceMillis,
    @Nullable String component) {

  /** Where in its life an alert is. */
  enum State {
    RAISED,
    ESCALATED,
    EASED,
    REMINDED,
    CLEARED
  }
}
