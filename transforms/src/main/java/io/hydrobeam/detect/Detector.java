package io.hydrobeam.detect;

import io.hydrobeam.model.Anomaly;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Finds one kind of trouble. A pure function of what is seen now and of what the detector holds, so
 * that the same data give the same anomalies, in any order of the rows and however often.
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
