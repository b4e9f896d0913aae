package io.hydrobeam.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import java.io.Serializable;
import java.util.Locale;
import java.util.UUID;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Message about a lasting condition of a rig. An alert is raised, escalates, eases, is repeated and
 * is cleared. All messages about one condition have the same id.
 *
 * @param rig the rig's name
 * @param cycle the load cycle in which the alert reached this state
 * @param windowStartMillis the start of the window in which the alert reached this state, epoch
 *     milliseconds
 * @param windowEndMillis the end of the window, epoch milliseconds
 * @param type the type of the anomaly
 * @param sensor the affected sensor or feature; null if the condition concerns no single one
 * @param severity the current severity; for a cleared alert, the last severity before
 * @param value the observed value; for a cleared alert, the worst observed value
 * @param limit the limit that the value is compared with
 * @param message one sentence for a technician
 * @param state the new state of the alert
 * @param sinceMillis the start of the condition's first window, epoch milliseconds
 * @param component the suspected component, or null
 */
@DefaultCoder(AlertCoder.class)
public record Alert(
    String rig,
    int cycle,
    long windowStartMillis,
    long windowEndMillis,
    Type type,
    @Nullable Signal sensor,
    Severity severity,
    double value,
    double limit,
    String message,
    State state,
    long sinceMillis,
    @Nullable Component component)
    implements Serializable {

  /** Rejects null arguments, except for {@code sensor} and {@code component}. */
  public Alert {
    requireNonNull(rig, "rig");
    requireNonNull(type, "type");
    requireNonNull(severity, "severity");
    requireNonNull(message, "message");
    requireNonNull(state, "state");
  }

  /**
   * Returns the id of the alert. All messages of an alert have the same id, on every runner and
   * after a restart.
   */
  public String id() {
    // The rig's name comes last, because no other part may contain the separator. All parts use %s,
    // because %d would format digits by the default locale.
    var parts = String.format(Locale.ROOT, "alert/%s/%s/%s/%s", sinceMillis, type, sensor, rig);
    return UUID.nameUUIDFromBytes(parts.getBytes(UTF_8)).toString();
  }

  /** States of an alert. */
  public enum State {
    /** The condition has held for its minimum duration. */
    RAISED,
    /** The alert has become critical. */
    ESCALATED,
    /** The alert is no longer critical. */
    EASED,
    /** The condition still holds, and the reminder interval has passed. */
    REMINDED,
    /** The condition has ended. */
    CLEARED;

    /** Returns the state in lower case, as in messages and tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
