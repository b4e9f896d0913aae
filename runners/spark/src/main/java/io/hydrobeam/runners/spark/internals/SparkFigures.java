package io.hydrobeam.runners.spark.internals;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Figures as gauges of Spark's metrics system, named {@code APPLICATION.driver.hydrobeam.FIGURE},
 * for whatever sinks a site has. Beam's own source is for two sinks of its own only.
 */
public final class SparkFigures implements Source {
  private final MetricRegistry registry = new MetricRegistry();

  private SparkFigures(Map<String, DoubleSupplier> figures) {
    figures.forEach((name, figure) -> registry.register(name, (Gauge<Double>) figure::getAsDouble));
  }

  /** Shows figures on the metrics system of the driver that is running. */
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
