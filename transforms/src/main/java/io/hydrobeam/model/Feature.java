package io.hydrobeam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Derived columns of a row, in the order of the columns. */
public enum Feature implements Signal {
  PRESSURE_MEAN("bar", FeatureVector::pressureMean),
  TEMPERATURE_MEAN("°C", FeatureVector::temperatureMean),
  FLOW_MEAN("l/min", FeatureVector::flowMean),
  PRESSURE_RANGE("bar", FeatureVector::pressureRange),
  PRESSURE_VARIABILITY("", FeatureVector::pressureVariability),
  FLOW_PRESSURE_RATIO("l/min/bar", FeatureVector::flowPressureRatio),
  EFFICIENCY_INDEX("%", FeatureVector::efficiencyIndex);

  private static final List<Feature> ALL = List.of(values());

  private final String unit;
  private final transient Function<FeatureVector, @Nullable Double> figure;

  Feature(String unit, Function<FeatureVector, @Nullable Double> figure) {
    this.unit = unit;
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
