package io.hydrobeam.detect;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The detectors of a rig, as its configuration wants them, in a fixed order.
 *
 * @param all the detectors
 */
public record Detectors(List<Detector> all) implements Serializable {
  /** Keeps the order. */
  public Detectors {
    all = List.copyOf(all);
  }

  /** Those that judge a row by itself. */
  public static Detectors withoutBaseline(RigConfig rig) {
    return new Detectors(List.of(new Thresholds(rig), new SensorHealth(rig)));
  }

  /** Returns the detectors that compare a rig with its baseline. */
  public static Detectors with(Baseline baseline, RigConfig rig) {
    var detectors = new ArrayList<Detector>();
    of(rig, Type.SENSOR_STUCK, levels -> new SensorStuck(baseline, levels))
        .ifPresent(detectors::add);
    of(rig, Type.ZSCORE_OUTLIER, levels -> new ZscoreOutlier(baseline, levels))
        .ifPresent(detectors::add);
    of(rig, Type.SUDDEN_CHANGE, levels -> new SuddenChange(baseline, levels))
        .ifPresent(detectors::add);
    of(rig, Type.UNUSUAL_PATTERN, levels -> new UnusualPattern(baseline, levels))
        .ifPresent(detectors::add);
    of(rig, Type.CROSS_SENSOR, levels -> new CrossSensor(baseline, rig.components(), levels))
        .ifPresent(detectors::add);
    return new Detectors(detectors);
  }

  /** Returns the anomalies of a row by itself. */
  public List<Anomaly> anomaliesIn(FeatureVector row) {
    return anomaliesIn(Observation.of(row));
  }

  /** Returns all anomalies of an observation. */
  public List<Anomaly> anomaliesIn(Observation now) {
    var found = new ArrayList<Anomaly>();
    all.forEach(detector -> detector.detect(now, found::add));
    return found;
  }

  /** Returns the anomalies of all rows of one window together that no single row has. */
  public List<Anomaly> anomaliesOfAll(List<Observation> rows) {
    var found = new ArrayList<Anomaly>();
    if (rows.size() > 1) {
      List<FeatureVector> together = rows.stream().map(Observation::row).toList();
      all.stream()
          .filter(SensorHealth.class::isInstance)
          .map(SensorHealth.class::cast)
          .forEach(detector -> detector.highRates(together, found::add));
    }
    return found;
  }

  /**
   * The component that a whole cycle makes suspect; empty without a baseline, while seconds are
   * missing, or where no component can be told.
   */
  public Optional<Component> suspect(CycleTrace cycle) {
    return all.stream()
        .filter(CrossSensor.class::isInstance)
        .map(CrossSensor.class::cast)
        .filter(detector -> UnusualPattern.isWhole(cycle))
        .findFirst()
        .map(detector -> detector.judge(cycle).component());
  }

  private static Optional<Detector> of(
      RigConfig rig, Type type, Function<RigConfig.Levels, Detector> detector) {
    return Optional.ofNullable(rig.detectors().get(type)).map(detector);
  }
}
