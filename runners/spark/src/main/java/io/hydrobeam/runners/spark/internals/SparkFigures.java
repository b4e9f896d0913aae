package io.hydrobeam.runners.spark.internals;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Gauges in the metrics system of Spark, named {@code APPLICATION.driver.hydrobeam.FIGURE}, for any
 * sink of the site. The source of Beam only supports two sinks of its own.
 */
public final class SparkFigures implements Source {
  private final MetricRegistry registry = new MetricRegistry();

  private SparkFigures(Map<String, DoubleSupplier> figures) {
    figures.forEach((name, figure) -> registry.register(name, (Gauge<Double>) figure::getAsDouble));
  }

  /** Registers gauges in the metrics system of the running driver. */
  public static void show(Map<String, DoubleSupplier> figures) {
    SparkEnv.get().metricsSystem().registerSource(new SparkFigures(figures));
  }

  @Override
  public String sourceName() {
    return "hydrobeam";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
