package io.hydrobeam.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.UUID;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Something wrong in one window of one rig.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param windowStartMillis the window's start, epoch milliseconds
 * @param windowEndMillis the window's end, epoch milliseconds
 * @param type what kind of anomaly
 * @param sensor the sensor or feature that shows it, or null where it is no single one's
 * @param severity how bad it is
 * @param value what was seen
 * @param limit what it was held against
 * @param message one sentence that a technician understands
 * @param component the component that it makes suspect, or null where it makes none
 */
@DefaultCoder(AnomalyCoder.class)
public record Anomaly(
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
    @Nullable Component component) {

  /** Checks that all but the sensor and the component are there. */
  public Anomaly {
    requireNonNull(rig, "rig");
    requireNonNull(type, "type");
    requireNonNull(severity, "severity");
    requireNonNull(message, "message");
  }

  /** An anomaly that makes no component suspect. */
  public Anomaly(
      String rig,
      int cycle,
      long windowStartMillis,
      long windowEndMillis,
      Type type,
      @Nullable Signal sensor,
      Severity severity,
      double value,
      double limit,
      String message) {
    this(
        rig,
        cycle,
        windowStartMillis,
        windowEndMillis,
        type,
        sensor,
        severity,
        value,
        limit,
        message,
        null);
  }

  /** The same anomaly with the component that it makes suspect. */
  public Anomaly suspecting(@Nullable Component suspect) {
    return new Anomaly(
        rig,
        cycle,
        windowStartMillis,
        windowEndMillis,
        type,
        sensor,
        severity,
        value,
        limit,
        message,
        suspect);
  }

  /**
   * The anomaly's name: the same whenever the same anomaly is found again, after a restart or in a
   * later revision of its row, and another one for any other rig, cycle, window, type or sensor.
   */
  public String id() {
    // The rig's name comes last: it is the only part that may hold the separator.
    // All are %s: %d would write digits as the default locale has them.
    var parts =
        String.format(Locale.ROOT, "%s/%s/%s/%s/%s", cycle, windowStartMillis, type, sensor, rig);
    return UUID.nameUUIDFromBytes(parts.getBytes(UTF_8)).toString();
  }

  /** The kinds of anomaly. */
  public enum Type {
    HIGH_PRESSURE,
    HIGH_TEMPERATURE,
    PRESSURE_SPIKE,
    SENSOR_MISSING,
    /** A value above the sensor's own warning or critical level. */
    TOO_HIGH,
    /** A value below the sensor's own warning or critical level. */
    TOO_LOW,
    /** A value that the sensor cannot measure. */
    SENSOR_OUT_OF_RANGE,
    /** Far fewer samples than the sensor's rate promises, while others have theirs. */
    LOW_SAMPLE_RATE,
    /** No samples of any sensor of the rig, while event time goes on. */
    RIG_SILENT,

    /** More samples than the sensor's rate promises: some count twice, or two rigs share a name. */
    HIGH_SAMPLE_RATE,
    /** The same value for longer than is normal for the sensor. */
    SENSOR_STUCK,
    /** A value far from what is normal for that second of the load cycle. */
    ZSCORE_OUTLIER,
    /** A step between two seconds unlike the one that is normal there. */
    SUDDEN_CHANGE,
    /** A sensor's curve over a whole cycle of an unusual shape. */
    UNUSUAL_PATTERN,
    /** Sensors that do not go together as they normally do over a cycle. */
    CROSS_SENSOR;

    /** Whether it is told by what is normal for the rig, rather than by a row itself. */
    public boolean isAgainstBaseline() {
      return compareTo(SENSOR_STUCK) >= 0;
    }

    /**
     * What is looked at to find an anomaly of this type. {@link #HIGH_SAMPLE_RATE} is found in
     * {@link Scope#WINDOW} as well.
     */
    public Scope scope() {
      return switch (this) {
        case SENSOR_STUCK, ZSCORE_OUTLIER -> Scope.SECOND;
        case SUDDEN_CHANGE -> Scope.STEP;
        case UNUSUAL_PATTERN, CROSS_SENSOR -> Scope.CYCLE;
        default -> Scope.ROW;
      };
    }

    /** The type as other programs see it, in snake_case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is looked at together, and whose findings replace each other. */
  public enum Scope {
    /** A row by itself. */
    ROW,
    /** A row, held against what is normal for its second of the load cycle. */
    SECOND,
    /** A row and the one before. */
    STEP,
    /** All rows of a load cycle; the window is that of the last second. */
    CYCLE,
    /** All rows of one window, where it has several. */
    WINDOW;

    /** The scope as it is stored, in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How bad an anomaly is, from news to trouble. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The severity as other programs see it, in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
