package io.hydrobeam.anomaly;

import static io.hydrobeam.model.Sensor.PS1;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What in a row passes a fixed limit, as pure functions of the row. A value equal to its limit does
 * not pass it; a silent sensor passes none, but is missing.
 */
final class Thresholds {
  private final RigConfig rig;

  Thresholds(RigConfig rig) {
    this.rig = rig;
  }

  /** All anomalies of a row, in the order of their types and sensors. */
  List<Anomaly> anomaliesIn(FeatureVector row) {
    return Stream.of(highPressure(row), highTemperature(row), pressureSpike(row), missing(row))
        .flatMap(anomalies -> anomalies)
        .toList();
  }

  private Stream<Anomaly> highPressure(FeatureVector row) {
    double limit = rig.limits().highPressure();
    return row.snapshot().of(PS1).filter(ps1 -> ps1.max() > limit).stream()
        .map(
            ps1 ->
                anomaly(
                    row,
                    Type.HIGH_PRESSURE,
                    PS1,
                    Severity.CRITICAL,
                    ps1.max(),
                    limit,
                    "pressure PS1 reached %s %s, above its limit of %s %s",
                    number(ps1.max()),
                    unit(PS1),
                    number(limit),
                    unit(PS1)));
  }

  private Stream<Anomaly> highTemperature(FeatureVector row) {
    double limit = rig.limits().highTemperature();
    RigSnapshot snapshot = row.snapshot();
    return rig.temperatures().stream()
        .flatMap(
            sensor ->
                snapshot.of(sensor).filter(s -> s.max() > limit).stream()
                    .map(
                        s ->
                            anomaly(
                                row,
                                Type.HIGH_TEMPERATURE,
                                sensor,
                                Severity.CRITICAL,
                                s.max(),
                                limit,
                                "temperature %s reached %s %s, above its limit of %s %s",
                                sensor,
                                number(s.max()),
                                unit(sensor),
                                number(limit),
                                unit(sensor))));
  }

  private Stream<Anomaly> pressureSpike(FeatureVector row) {
    double limit = rig.limits().pressureSpike();
    Double range = row.pressureRange();
    if (range == null || range <= limit) {
      return Stream.empty();
    }
    return Stream.of(
        anomaly(
            row,
            Type.PRESSURE_SPIKE,
            PS1,
            Severity.WARNING,
            range,
            limit,
            "pressure PS1 moved by %s %s within one window, more than the %s %s allowed",
            number(range),
            unit(PS1),
            number(limit),
            unit(PS1)));
  }

  private Stream<Anomaly> missing(FeatureVector row) {
    RigSnapshot snapshot = row.snapshot();
    long window = snapshot.windowEndMillis() - snapshot.windowStartMillis();
    return Sensor.all().stream()
        .filter(sensor -> snapshot.of(sensor).isEmpty())
        .map(
            sensor ->
                anomaly(
                    row,
                    Type.SENSOR_MISSING,
                    sensor,
                    Severity.WARNING,
                    0,
                    rig.samplesIn(sensor, window),
                    "%s sensor %s sent nothing while %s other sensors did",
                    sensor.quantity().label(),
                    sensor,
                    row.sensorCount()));
  }

  private static Anomaly anomaly(
      FeatureVector row,
      Type type,
      @Nullable Sensor sensor,
      Severity severity,
      double value,
      double limit,
      String message,
      Object... arguments) {
    RigSnapshot snapshot = row.snapshot();
    return new Anomaly(
        snapshot.rig(),
        snapshot.cycle(),
        snapshot.windowStartMillis(),
        snapshot.windowEndMillis(),
        type,
        sensor,
        severity,
        value,
        limit,
        "Rig " + snapshot.rig() + ": " + message.formatted(arguments));
  }

  private String unit(Sensor sensor) {
    return rig.sensors().get(sensor).unit();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
