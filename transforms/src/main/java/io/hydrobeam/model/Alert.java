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
 * A message about a condition of a rig that lasts: that it began, became worse or better, is still
 * there, or is over. All messages about one condition have the same id.
 *
 * @param rig the rig's name
 * @param cycle the load cycle in which the state was reached
 * @param windowStartMillis the start of the window in which it was, epoch milliseconds
 * @param windowEndMillis that window's end, epoch milliseconds
 * @param type what kind of anomaly
 * @param sensor the sensor or feature that shows it, or null where it is no single one's
 * @param severity how bad the alert is now; of one that is over, how bad it was at last
 * @param value what was seen; of one that is over, the worst that was seen
 * @param limit what it was held against
 * @param message one sentence that a technician understands
 * @param state what is told
 * @param sinceMillis the start of the condition's first window, epoch milliseconds
 * @param component the component suspected, or null where none is
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

  /** Checks that all but the sensor and the component are there. */
  public Alert {
    requireNonNull(rig, "rig");
    requireNonNull(type, "type");
    requireNonNull(severity, "severity");
    requireNonNull(message, "message");
    requireNonNull(state, "state");
  }

  /** The alert's name: the same in all its messages, on every runner and after a restart. */
  public String id() {
    // The rig's name comes last: it is the only part that may hold the separator.
    // All are %s: %d would write digits as the default locale has them.
    var parts = String.format(Locale.ROOT, "alert/%s/%s/%s/%s", sinceMillis, type, sensor, rig);
    return UUID.nameUUIDFromBytes(parts.getBytes(UTF_8)).toString();
  }

  /** What an alert tells. */
  public enum State {
    /** The condition has held for its minimum duration. */
    RAISED,
    /** It has become critical. */
    ESCALATED,
    /** It is no longer critical. */
    EASED,
    /** It is still there. */
    REMINDED,
    /** It is over. */
    CLEARED;

    /** The state as other programs see it, in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
