package io.hydrobeam.features;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.RowVersion;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.model.WindowFindings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.joda.time.Instant;

/** Rows and anomalies for tests. */
public final class Samples {
  /** The window of DESIGN.md's example. */
  public static final long START = Instant.parse("2025-11-08T14:30:45Z").getMillis();

  private Samples() {}

  /** The statistics of a full second; a sensor's average is its place in the row, from 1 on. */
  public static Map<Sensor, Statistics> full() {
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      double avg = sensor.ordinal() + 1;
      sensors.put(sensor, new Statistics(sensor.hertz(), avg, avg - 0.5, avg + 0.5, 0.25));
    }
    return sensors;
  }

  /** The row of some statistics. */
  public static FeatureVector row(
      String rig, int cycle, long start, int revision, Map<Sensor, Statistics> sensors) {
    return Features.of(
        new RigSnapshot(rig, cycle, start, start + 1_000, revision, sensors), RigConfig.standard());
  }

  /** A row in which PS1 alone has sent so many samples of this value. */
  public static FeatureVector row(
      String rig, int cycle, long start, int revision, long count, double value) {
    return row(
        rig,
        cycle,
        start,
        revision,
        Map.of(Sensor.PS1, new Statistics(count, value, value, value, 0)));
  }

  /** A message of an alert of a critical pressure that began in this window. */
  public static Alert alert(String rig, long start, Alert.State state) {
    return new Alert(
        rig,
        0,
        start,
        start + 1_000,
        Anomaly.Type.HIGH_PRESSURE,
        Sensor.PS1,
        Anomaly.Severity.CRITICAL,
        312.5,
        300,
        "Rig " + rig + ": pressure PS1 reached 312.5 bar",
        state,
        START,
        Component.VALVE);
  }

  /** What was found in the first and whole version of a row. */
  public static WindowFindings findings(Anomaly anomaly) {
    return findings(anomaly, new RowVersion(728, 0, true));
  }

  /** What was found in a version of a row. */
  public static WindowFindings findings(Anomaly anomaly, RowVersion version) {
    return new WindowFindings(
        anomaly.rig(),
        anomaly.cycle(),
        anomaly.windowStartMillis(),
        anomaly.type().scope(),
        version,
        List.of(anomaly));
  }

  /** That nothing was found in a version of the row of this window. */
  public static WindowFindings nothing(Anomaly anomaly, RowVersion version) {
    return new WindowFindings(
        anomaly.rig(),
        anomaly.cycle(),
        anomaly.windowStartMillis(),
        anomaly.type().scope(),
        version,
        List.of());
  }

  /** A critical pressure. */
  public static Anomaly anomaly(String rig, int cycle, long start, double value) {
    return new Anomaly(
        rig,
        cycle,
        start,
        start + 1_000,
        Anomaly.Type.HIGH_PRESSURE,
        Sensor.PS1,
        Anomaly.Severity.CRITICAL,
        value,
        300,
        "Rig " + rig + ": pressure PS1 reached " + value + " bar");
  }
}
