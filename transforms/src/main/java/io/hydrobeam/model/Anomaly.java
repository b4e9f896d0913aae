package io.hydrobeam.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.UUID;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Deviation found in one window of one rig.
 *
 * @param rig the rig's name
 * @param cycle the load cycle
 * @param windowStartMillis the window's start, epoch milliseconds
 * @param windowEndMillis the window's end, epoch milliseconds
 * @param type the type of the anomaly
 * @param sensor the affected sensor or feature; null if the anomaly concerns no single one
 * @param severity the severity of the anomaly
 * @param value the observed value
 * @param limit the limit that the value is compared with
 * @param message one sentence for a technician
 * @param component the suspected component, or null
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

  /** Rejects null arguments, except for {@code sensor} and {@code component}. */
  public Anomaly {
    requireNonNull(rig, "rig");
    requireNonNull(type, "type");
    requireNonNull(severity, "severity");
    requireNonNull(message, "message");
  }

  /** Creates an anomaly without a suspected component. */
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

  /** Returns a copy of this anomaly with the given suspected component. */
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
   * Returns the id of the anomaly. The id depends on rig, cycle, window, type and sensor only. The
   * same anomaly has the same id after a restart and in later revisions of its row.
   */
  public String id() {
    // The rig's name comes last, because no other part may contain the separator. All parts use %s,
    // because %d would format digits by the default locale.
    var parts =
        String.format(Locale.ROOT, "%s/%s/%s/%s/%s", cycle, windowStartMillis, type, sensor, rig);
    return UUID.nameUUIDFromBytes(parts.getBytes(UTF_8)).toString();
  }

  /** Types of anomalies, with the scope of the rows that their detector examines. */
  public enum Type {
    HIGH_PRESSURE(Scope.ROW),
    HIGH_TEMPERATURE(Scope.ROW),
    PRESSURE_SPIKE(Scope.ROW),
    SENSOR_MISSING(Scope.ROW),
    /** A value above the warning or critical level of the sensor or feature. */
    TOO_HIGH(Scope.ROW),
    /** A value below the warning or critical level of the sensor or feature. */
    TOO_LOW(Scope.ROW),
    /** A value outside the measuring range of the sensor. */
    SENSOR_OUT_OF_RANGE(Scope.ROW),
    /** Far fewer samples than the sensor's rate promises, while other sensors have theirs. */
    LOW_SAMPLE_RATE(Scope.ROW),
    /** No samples of any sensor of the rig, while event time advances. */
    RIG_SILENT(Scope.ROW),
    /**
     * More samples than the sensor's rate promises: duplicates, or two rigs with one name. Also has
     * the scope {@link Scope#WINDOW}.
     */
    HIGH_SAMPLE_RATE(Scope.ROW),
    /** The same value for longer than is normal for the sensor. */
    SENSOR_STUCK(Scope.SECOND),
    /** A value far from the normal value of its second in the load cycle. */
    ZSCORE_OUTLIER(Scope.SECOND),
    /** An abnormal step between two consecutive seconds of the load cycle. */
    SUDDEN_CHANGE(Scope.STEP),
    /** An abnormal shape of a sensor's curve over a whole cycle. */
    UNUSUAL_PATTERN(Scope.CYCLE),
    /** An abnormal relation between sensors over a cycle. */
    CROSS_SENSOR(Scope.CYCLE);

    private final Scope scope;

    Type(Scope scope) {
      this.scope = scope;
    }

    /**
     * Returns whether this type compares rows with the baseline. Rows of the scope {@link
     * Scope#ROW} are examined alone.
     */
    public boolean isAgainstBaseline() {
      return scope != Scope.ROW;
    }

    /** Returns the scope of rows that a detector of this type examines. */
    public Scope scope() {
      return scope;
    }

    /** Returns the type in snake_case, as in messages and tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Rows that a detector examines together. New findings of a scope replace earlier findings of the
   * same scope.
   */
  public enum Scope {
    /** One row alone. */
    ROW,
    /** One row, compared with the baseline of its second in the load cycle. */
    SECOND,
    /** A row and the previous row. */
    STEP,
    /** All rows of a load cycle. The window is the window of the last second. */
    CYCLE,
    /** All rows of one window, if there are several. */
    WINDOW;

    /** Returns the scope in lower case, as in storage. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Severities of anomalies, in ascending order. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** Returns the severity in lower case, as in messages and tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
