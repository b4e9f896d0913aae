package io.hydrobeam.model;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Severity;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Message of the alerts topic: the new state of an alert of a rig or of the stream itself. Any
 * version of Hydrobeam may have written the message.
 *
 * @param id the id of the alert, the same in all its messages
 * @param rig the rig's name, or {@link #NO_RIG}
 * @param cycle the load cycle in which the alert reached this state, below 0 for none
 * @param startMillis the start of the window in which the alert reached this state, epoch
 *     milliseconds
 * @param endMillis the end of the window, epoch milliseconds
 * @param type the type of the anomaly, in snake_case
 * @param sensor the affected sensor, or a feature such as pressure_mean, or null
 * @param severity the severity of the alert
 * @param value the observed value, or null
 * @param limit the limit that the value is compared with, or null
 * @param message one sentence for a technician
 * @param state the new state of the alert
 * @param sinceMillis the start of the condition, epoch milliseconds
 * @param component the suspected component, or null
 */
public record AlertMessage(
    String id,
    String rig,
    int cycle,
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

  /** Placeholder for the rig of an alert about the stream itself. */
  public static final String NO_RIG = "*";

  /** Returns the message of an alert of a rig. */
  public static AlertMessage of(Alert alert) {
    return new AlertMessage(
        alert.id(),
        alert.rig(),
        alert.cycle(),
        alert.windowStartMillis(),
        alert.windowEndMillis(),
        alert.type().label(),
        alert.sensor() == null ? null : alert.sensor().label(),
        alert.severity(),
        alert.value(),
        alert.limit(),
        alert.message(),
        alert.state(),
        alert.sinceMillis(),
        alert.component() == null ? null : alert.component().label());
  }

  /**
   * Returns the message that clears this alert by hand. It is dated in the window after this
   * message, because readers ignore a message that is not later than the last one known.
   */
  public AlertMessage clearedByHand() {
    return new AlertMessage(
        id,
        rig,
        cycle,
        endMillis,
        endMillis + Math.max(1, endMillis - startMillis),
        type,
        sensor,
        severity,
        value,
        limit,
        String.format(
            Locale.ROOT,
            "Rig %s: %s%s was ended by hand",
            rig,
            type.replace('_', ' '),
            sensor == null ? "" : " of " + sensor),
        State.CLEARED,
        sinceMillis,
        component);
  }

  /** Returns whether the alert concerns the stream itself rather than a rig. */
  public boolean isOfStream() {
    return rig.equals(NO_RIG);
  }
}
