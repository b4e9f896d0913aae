package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Derived columns of a row, in the order of the columns. */
public enum Feature implements Signal {
  PRESSURE_MEAN("bar", "mean of the averages of PS1-6", FeatureVector::pressureMean),
  TEMPERATURE_MEAN("°C", "mean of the averages of TS1-4", FeatureVector::temperatureMean),
  FLOW_MEAN("l/min", "mean of the averages of FS1-2", FeatureVector::flowMean),
  PRESSURE_RANGE("bar", "PS1_max - PS1_min", FeatureVector::pressureRange),
  PRESSURE_VARIABILITY("", "PS1_std / PS1_avg", FeatureVector::pressureVariability),
  FLOW_PRESSURE_RATIO("l/min/bar", "flow_mean / pressure_mean", FeatureVector::flowPressureRatio),
  EFFICIENCY_INDEX("%", "SE_avg * CE_avg / 100", FeatureVector::efficiencyIndex);

  private static final List<Feature> ALL = List.of(values());

  private final String unit;
  private final String formula;
  private final transient Function<FeatureVector, @Nullable Double> figure;

  Feature(String unit, String formula, Function<FeatureVector, @Nullable Double> figure) {
    this.unit = unit;
    this.formula = formula;
    this.figure = figure;
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
    return figure.apply(row);
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
