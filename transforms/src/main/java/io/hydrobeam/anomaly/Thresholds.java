package io.hydrobeam.anomaly;

import static io.hydrobeam.anomaly.Findings.anomaly;
import static io.hydrobeam.anomaly.Findings.number;
import static io.hydrobeam.model.Sensor.PS1;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What in a row passes a fixed limit, those of the rig and each sensor's own. A value equal to its
 * limit does not pass it; a silent sensor passes none.
 */
record Thresholds(RigConfig rig) implements Detector {
  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    FeatureVector row = now.row();
    Stream.of(highPressure(row), highTemperature(row), pressureSpike(row), ownBounds(row))
        .flatMap(anomalies -> anomalies)
        .forEach(found);
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

  /** What the sensors' own warning and critical levels say; the worse of the two is told. */
  private Stream<Anomaly> ownBounds(FeatureVector row) {
    return row.snapshot().sensors().entrySet().stream()
        .flatMap(entry -> ownBounds(row, entry.getKey(), entry.getValue()));
  }

  private Stream<Anomaly> ownBounds(FeatureVector row, Sensor sensor, Statistics seen) {
    Bounds bounds = rig.sensors().get(sensor).bounds();
    if (bounds.equals(Bounds.NONE)) {
      return Stream.empty();
    }
    var found = Stream.<Anomaly>builder();
    if (seen.max() > bounds.warningAbove()) {
      boolean critical = seen.max() > bounds.criticalAbove();
      double limit = critical ? bounds.criticalAbove() : bounds.warningAbove();
      found.add(
          passed(row, Type.TOO_HIGH, sensor, critical, seen.max(), limit, "rose to", "above"));
    }
    if (seen.min() < bounds.warningBelow()) {
      boolean critical = seen.min() < bounds.criticalBelow();
      double limit = critical ? bounds.criticalBelow() : bounds.warningBelow();
      found.add(passed(row, Type.TOO_LOW, sensor, critical, seen.min(), limit, "fell to", "below"));
    }
    return found.build();
  }

  private Anomaly passed(
      FeatureVector row,
      Type type,
      Sensor sensor,
      boolean critical,
      double value,
      double limit,
      String moved,
      String side) {
    return anomaly(
        row,
        type,
        sensor,
        critical ? Severity.CRITICAL : Severity.WARNING,
        value,
        limit,
        "%s %s %s %s %s, %s its %s level of %s %s",
        sensor.quantity().label(),
        sensor,
        moved,
        number(value),
        unit(sensor),
        side,
        critical ? "critical" : "warning",
        number(limit),
        unit(sensor));
  }

  private String unit(Sensor sensor) {
    return rig.sensors().get(sensor).unit();
  }
}
