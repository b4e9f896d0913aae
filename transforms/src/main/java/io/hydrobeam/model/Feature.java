package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Derived columns of a row, in the order of the columns. {@link io.hydrobeam.features.Features}
 * computes them.
 */
public enum Feature implements Signal {
  PRESSURE_MEAN("bar", "mean of PS1_avg to PS6_avg"),
  TEMPERATURE_MEAN("°C", "mean of TS1_avg to TS4_avg"),
  FLOW_MEAN("l/min", "mean of FS1_avg and FS2_avg"),
  PRESSURE_RANGE("bar", "PS1_max - PS1_min"),
  PRESSURE_VARIABILITY("", "PS1_std / PS1_avg"),
  FLOW_PRESSURE_RATIO("l/min/bar", "flow_mean / pressure_mean"),
  EFFICIENCY_INDEX("%", "SE_avg * CE_avg / 100");

  private static final List<Feature> ALL = List.of(values());

  private final String unit;
  private final String formula;

  Feature(String unit, String formula) {
    this.unit = unit;
    this.formula = formula;
  }

  /** Returns all features in the order of the columns. */
  public static List<Feature> all() {
    return ALL;
  }

  /** Returns the feature with this label; empty for any other text. */
  public static Optional<Feature> labelled(String label) {
    return Arrays.stream(values()).filter(feature -> feature.label().equals(label)).findFirst();
  }

  /** Returns the value of the feature in a row; null if it cannot be computed. */
  public @Nullable Double of(FeatureVector row) {
    return row.features().get(ordinal());
  }

  /** Returns the definition of the feature, in column names. */
  public String formula() {
    return formula;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return label().replace('_', ' ');
  }

  @Override
  public String unit() {
    return unit;
  }
}
