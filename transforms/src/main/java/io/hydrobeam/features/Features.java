package io.hydrobeam.features;

import static io.hydrobeam.model.Sensor.CE;
import static io.hydrobeam.model.Sensor.PS1;
import static io.hydrobeam.model.Sensor.SE;

import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Pure functions that derive the features of a row from its snapshot. A feature is null if a
 * required sensor was silent, or if the result is not finite, for example after a division by zero.
 */
public final class Features {
  private Features() {}

  /** Returns the row of a snapshot. See {@link FeatureVector} for the features. */
  public static FeatureVector of(RigSnapshot snapshot, RigConfig rig) {
    var features = new ArrayList<@Nullable Double>(Feature.all().size());
    for (Feature feature : Feature.all()) {
      features.add(compute(feature, snapshot, rig));
    }
    return new FeatureVector(snapshot, features, rig.isComplete(snapshot));
  }

  private static @Nullable Double compute(Feature feature, RigSnapshot snapshot, RigConfig rig) {
    return switch (feature) {
      case PRESSURE_MEAN -> mean(snapshot, rig.pressures());
      case TEMPERATURE_MEAN -> mean(snapshot, rig.temperatures());
      case FLOW_MEAN -> mean(snapshot, rig.flows());
      case PRESSURE_RANGE -> pressureRange(snapshot);
      case PRESSURE_VARIABILITY -> pressureVariability(snapshot);
      case FLOW_PRESSURE_RATIO ->
          ratio(mean(snapshot, rig.flows()), mean(snapshot, rig.pressures()));
      case EFFICIENCY_INDEX -> efficiencyIndex(snapshot);
    };
  }

  /**
   * Returns the mean of the averages of a group of sensors; null if a sensor of the group is
   * silent.
   */
  static @Nullable Double mean(RigSnapshot snapshot, List<Sensor> group) {
    var mean = snapshot.mean(group, Statistics::avg);
    return mean.isPresent() ? finite(mean.getAsDouble()) : null;
  }

  /** Returns PS1_max - PS1_min, in bar. */
  static @Nullable Double pressureRange(RigSnapshot snapshot) {
    return snapshot.of(PS1).map(ps1 -> finite(ps1.max() - ps1.min())).orElse(null);
  }

  /** Returns PS1_std / PS1_avg, the coefficient of variation. */
  static @Nullable Double pressureVariability(RigSnapshot snapshot) {
    return snapshot.of(PS1).map(ps1 -> ratio(ps1.std(), ps1.avg())).orElse(null);
  }

  /** Returns SE_avg * CE_avg / 100, in percent. */
  static @Nullable Double efficiencyIndex(RigSnapshot snapshot) {
    return snapshot
        .of(SE)
        .flatMap(se -> snapshot.of(CE).map(ce -> finite(se.avg() * ce.avg() / 100)))
        .orElse(null);
  }

  /** Returns the quotient; null if an argument is null or the divisor is zero. */
  static @Nullable Double ratio(@Nullable Double dividend, @Nullable Double divisor) {
    return dividend == null || divisor == null ? null : finite(dividend / divisor);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
