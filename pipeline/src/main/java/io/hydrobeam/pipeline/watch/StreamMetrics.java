package io.hydrobeam.pipeline.watch;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Batch;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Prometheus metrics of a run and of its JVM. Unknown values, and values that the runner does not
 * have, are omitted instead of reported as 0.
 */
final class StreamMetrics {
  private static final String PREFIX = "hydrobeam_";
  private static final double[] BATCH_SECONDS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Supplier<StreamState> state;

  /** Created with the first batch, so that a runner without batches has no histogram. */
  private @Nullable Histogram batchDuration;

  StreamMetrics(Supplier<StreamState> state) {
    this.state = state;
    ExportedMetric.ALL.forEach(this::register);
    CounterWithCallback.builder()
        .name(PREFIX + "records_arrived_total")
        .help("Records in the topic since where the run began in it")
        .labelNames("topic")
        .callback(counter -> eachTopic(TopicState::arrived, counter::call))
        .register(registry);
    GaugeWithCallback.builder()
        .name(PREFIX + "consumer_lag_records")
        .help("Records in the topic that are not parsed yet")
        .labelNames("topic")
        .callback(gauge -> eachTopic(TopicState::lag, gauge::call))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  /** Adds a batch. Called by one thread. */
  void add(Batch batch) {
    if (batchDuration == null) {
      batchDuration =
          Histogram.builder()
              .name(PREFIX + "batch_duration_seconds")
              .help("How long batches are worked on")
              .classicOnly()
              .classicUpperBounds(BATCH_SECONDS)
              .register(registry);
    }
    batchDuration.observe(batch.seconds());
  }

  /**
   * Serves the metrics at {@code http://HOST:PORT/metrics} until the returned server is closed.
   *
   * @param port port; 0 for any free port
   * @throws UserException if the server cannot listen at this address
   */
  HTTPServer serve(String host, int port) {
    try {
      return HTTPServer.builder()
          .inetAddress(InetAddress.getByName(host))
          .port(port)
          .registry(registry)
          .buildAndStart();
    } catch (IOException e) {
      throw UserException.failed(
          "cannot serve metrics at %s:%d (%s); set --metricsPort to a free port, or 0 for "
              + "any, and --metricsHost to an address of this machine",
          host, port, UserException.rootCause(e));
    }
  }

  private interface OfTopic {
    void call(double value, String... topic);
  }

  private void eachTopic(ToDoubleFunction<TopicState> value, OfTopic callback) {
    state.get().topics().forEach((name, topic) -> callback.call(value.applyAsDouble(topic), name));
  }

  private void register(ExportedMetric figure) {
    String name = PREFIX + figure.name();
    if (figure.counts()) {
      CounterWithCallback.builder()
          .name(name + "_total")
          .help(figure.help())
          .callback(counter -> ifKnown(figure, counter::call))
          .register(registry);
    } else {
      GaugeWithCallback.builder()
          .name(name)
          .help(figure.help())
          .callback(gauge -> ifKnown(figure, gauge::call))
          .register(registry);
    }
  }

  private void ifKnown(ExportedMetric figure, DoubleConsumer callback) {
    double value = figure.value().applyAsDouble(state.get());
    if (!Double.isNaN(value)) {
      callback.accept(value);
    }
  }
}
