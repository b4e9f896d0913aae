package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.number;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sensors that are silent, send far too little or too much, or send what they cannot measure. A
 * sensor sends too little only where most of the others send enough: in the window in which a cycle
 * begins or the stream starts, all have few samples, and nothing is wrong. One sample more than is
 * promised is not too much, since a sensor's clock is not exact, unless only one is promised.
 */
public record SensorHealth(RigConfig rig) implements Detector {
  private static final double ENOUGH = 0.9;

  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    FeatureVector row = now.row();
    for (Sensor sensor : Sensor.all()) {
      if (row.snapshot().sensors().get(sensor) == null) {
        found.accept(missing(row, sensor));
      }
    }
    row.snapshot().sensors().forEach((sensor, seen) -> outOfRange(row, sensor, seen, found));
    Levels rate = rig.detectors().get(Type.LOW_SAMPLE_RATE);
    if (rate != null && !row.complete()) {
      lowRates(row, rate, found);
    }
    if (!row.complete()) {
      for (Sensor sensor : Sensor.all()) {
        highRate(row, sensor, samples(row, sensor), found);
      }
    }
  }

  /**
   * Hands over which sensors have more samples than their rates promise in the rows of one window
   * together, and in none of them alone: the rows of two rigs that share a name have different
   * cycles as a rule.
   *
   * @param rows at least one; the anomalies are of the last
   */
  void highRates(List<FeatureVector> rows, Consumer<Anomaly> found) {
    FeatureVector last = rows.get(rows.size() - 1);
    for (Sensor sensor : Sensor.all()) {
      var alone = new ArrayList<Anomaly>();
      rows.forEach(row -> highRate(row, sensor, samples(row, sensor), alone::add));
      if (alone.isEmpty()) {
        highRate(last, sensor, rows.stream().mapToLong(r -> samples(r, sensor)).sum(), found);
      }
    }
  }

  private void highRate(FeatureVector row, Sensor sensor, long samples, Consumer<Anomaly> found) {
    Levels rate = rig.detectors().get(Type.HIGH_SAMPLE_RATE);
    long promised = Math.max(1, promised(row, sensor));
    double share = (double) samples / promised;
    long jitter = promised == 1 ? 0 : 1;
    if (rate == null || share <= rate.warning() || samples <= promised + jitter) {
      return;
    }
    boolean critical = share > rate.critical();
    found.accept(
        anomaly(
            row,
            Type.HIGH_SAMPLE_RATE,
            sensor,
            critical ? Severity.CRITICAL : Severity.WARNING,
            share,
            critical ? rate.critical() : rate.warning(),
            "%s sensor %s sent %s samples, and its rate promises %s; do two rigs share this name, or"
                + " does a producer repeat samples?",
            sensor.quantity().label(),
            sensor,
            samples,
            promised));
  }

  private Anomaly missing(FeatureVector row, Sensor sensor) {
    return anomaly(
        row,
        Type.SENSOR_MISSING,
        sensor,
        Severity.WARNING,
        0,
        promised(row, sensor),
        "%s sensor %s sent nothing while %s other sensors did",
        sensor.quantity().label(),
        sensor,
        row.sensorCount());
  }

  private void outOfRange(
      FeatureVector row, Sensor sensor, Statistics seen, Consumer<Anomaly> found) {
    Bounds bounds = rig.sensors().get(sensor).bounds();
    boolean above = seen.max() > bounds.greatest();
    if (!above && !(seen.min() < bounds.least())) {
      return;
    }
    double value = above ? seen.max() : seen.min();
    double limit = above ? bounds.greatest() : bounds.least();
    String unit = rig.sensors().get(sensor).unit();
    found.accept(
        anomaly(
            row,
            Type.SENSOR_OUT_OF_RANGE,
            sensor,
            Severity.WARNING,
            value,
            limit,
            "%s sensor %s reports %s %s and cannot measure %s than %s %s; check the sensor",
            sensor.quantity().label(),
            sensor,
            number(value),
            unit,
            above ? "more" : "less",
            number(limit),
            unit));
  }

  private void lowRates(FeatureVector row, Levels rate, Consumer<Anomaly> found) {
    long enough =
        row.snapshot().sensors().keySet().stream().filter(s -> share(row, s) >= ENOUGH).count();
    if (2 * enough <= Sensor.all().size()) {
      return;
    }
    row.snapshot()
        .sensors()
        .forEach(
            (sensor, seen) -> {
              double share = share(row, sensor);
              if (share < rate.warning()) {
                boolean critical = share < rate.critical();
                found.accept(
                    anomaly(
                        row,
                        Type.LOW_SAMPLE_RATE,
                        sensor,
                        critical ? Severity.CRITICAL : Severity.WARNING,
                        share,
                        critical ? rate.critical() : rate.warning(),
                        "%s sensor %s sent %s of the %s samples that its rate promises",
                        sensor.quantity().label(),
                        sensor,
                        seen.count(),
                        promised(row, sensor)));
              }
            });
  }

  /** The share of the promised samples that a row has of a sensor; 0 for a silent one. */
  public double share(FeatureVector row, Sensor sensor) {
    return (double) samples(row, sensor) / Math.max(1, promised(row, sensor));
  }

  private static long samples(FeatureVector row, Sensor sensor) {
    return row.snapshot().of(sensor).map(Statistics::count).orElse(0L);
  }

  private long promised(FeatureVector row, Sensor sensor) {
    long window = row.snapshot().windowEndMillis() - row.snapshot().windowStartMillis();
    return rig.samplesIn(sensor, window);
  }
}
