package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.number;
import static io.hydrobeam.model.Sensor.PS1;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Signal;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Detects values of a row that pass fixed limits of the rig, a sensor or a feature. A value equal
 * to its limit does not pass it, and a silent sensor passes none.
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
    Double range = Feature.PRESSURE_RANGE.of(row);
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

  /** Checks the warning and critical levels of the signal; the worse of the two counts. */
  private Stream<Anomaly> ownBounds(FeatureVector row) {
    var sensors =
        row.snapshot().sensors().entrySet().stream()
            .flatMap(e -> ownBounds(row, e.getKey(), e.getValue().min(), e.getValue().max()));
    var features =
        rig.features().keySet().stream()
            .filter(feature -> feature.of(row) != null)
            .flatMap(feature -> ownBounds(row, feature, feature.of(row), feature.of(row)));
    return Stream.concat(sensors, features);
  }

  private Stream<Anomaly> ownBounds(FeatureVector row, Signal signal, double min, double max) {
    Bounds bounds = rig.boundsOf(signal);
    if (bounds.equals(Bounds.NONE)) {
      return Stream.empty();
    }
    var found = Stream.<Anomaly>builder();
    if (max > bounds.warningAbove()) {
      boolean critical = max > bounds.criticalAbove();
      double limit = critical ? bounds.criticalAbove() : bounds.warningAbove();
      found.add(passed(row, Type.TOO_HIGH, signal, critical, max, limit, "rose to", "above"));
    }
    if (min < bounds.warningBelow()) {
      boolean critical = min < bounds.criticalBelow();
      double limit = critical ? bounds.criticalBelow() : bounds.warningBelow();
      found.add(passed(row, Type.TOO_LOW, signal, critical, min, limit, "fell to", "below"));
    }
    return found.build();
  }

  private Anomaly passed(
      FeatureVector row,
      Type type,
      Signal signal,
      boolean critical,
      double value,
      double limit,
      String moved,
      String side) {
    return anomaly(
        row,
        type,
        signal,
        critical ? Severity.CRITICAL : Severity.WARNING,
        value,
        limit,
        "%s %s %s %s, %s its %s level of %s %s",
        signal.title(),
        moved,
        number(value),
        rig.unitOf(signal),
        side,
        critical ? "critical" : "warning",
        number(limit),
        rig.unitOf(signal));
  }

  private String unit(Sensor sensor) {
    return rig.sensors().get(sensor).unit();
  }
}
