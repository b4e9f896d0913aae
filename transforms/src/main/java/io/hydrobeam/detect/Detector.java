package io.hydrobeam.detect;

import io.hydrobeam.model.Anomaly;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Finds anomalies of one type. A pure function of the observation and the detector's state, so
 * equal data give equal anomalies, in any order of the rows.
 */
public sealed interface Detector extends Serializable
    permits Thresholds,
        SensorHealth,
        SensorStuck,
        ZscoreOutlier,
        SuddenChange,
        UnusualPattern,
        CrossSensor {
  /** Passes on the anomalies of an observation, none if there are none. */
  void detect(Observation now, Consumer<Anomaly> found);
}
