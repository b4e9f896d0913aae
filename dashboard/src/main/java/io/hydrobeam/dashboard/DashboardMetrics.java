package io.hydrobeam.dashboard;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics of the dashboard process, for Prometheus. */
final class DashboardMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Supplier<LiveSnapshot> state;
  private final BooleanSupplier brokerAnswers;

  DashboardMetrics(
      Supplier<LiveSnapshot> state, EventStreams streams, BooleanSupplier brokerAnswers) {
    this.state = state;
    this.brokerAnswers = brokerAnswers;
    counter("rows", "Rows read, revisions counted again", s -> s.counts().rows());
    counter("rows_incomplete", "Rows that lacked samples at first", s -> s.counts().incomplete());
    counter("rows_revised", "Rows that came again with late samples", s -> s.counts().revised());
    counter("messages_unreadable", "Neither row nor alert", s -> s.counts().unreadable());
    counter("rows_not_shown", "Rows of more rigs than are shown", s -> s.counts().notShown());
    gauge("rigs", "Rigs shown", s -> s.rigs().size());
    gauge("alerts_active", "Alerts that are active", s -> s.active().size());
    gauge("pages_open", "Browsers connected", s -> streams.size());
    gauge("heap_bytes", "Heap in use after the last garbage collection", s -> heapBytes());
    gauge("broker_answers", "1 if there is a connection to Kafka", s -> brokerAnswers() ? 1 : 0);
    gauge(
        "seconds_since_last_row",
        "Seconds since the last row of any rig came, not a number before the first",
        DashboardMetrics::sinceLastRow);
    counter("pages_dropped", "Browsers disconnected for being slow", s -> streams.dropped());
    CounterWithCallback.builder()
        .name("hydrobeam_dashboard_dead_letters_total")
        .help("Messages that are in no row, by reason")
        .labelNames("reason")
        .callback(
            counter -> {
              for (Map.Entry<String, Long> reason : state.get().counts().deadLetters().entrySet()) {
                counter.call(reason.getValue(), reason.getKey());
              }
            })
        .register(registry);
  }

  /** Returns true if there is a connection to Kafka. */
  boolean brokerAnswers() {
    return brokerAnswers.getAsBoolean();
  }

  /** Returns the metrics in the text format of Prometheus. */
  byte[] text() {
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to grow", e);
    }
    return out.toByteArray();
  }

  /** Returns the heap in use after the last garbage collection. The current use rises and falls. */
  private static double heapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  private static double sinceLastRow(LiveSnapshot state) {
    long least = Long.MAX_VALUE;
    for (LiveSnapshot.RigState rig : state.rigs()) {
      least = Math.min(least, rig.silentMillis());
    }
    return least == Long.MAX_VALUE ? Double.NaN : (double) least / TimeUnit.SECONDS.toMillis(1);
  }

  private void gauge(String name, String help, ToDoubleFunction<LiveSnapshot> value) {
    GaugeWithCallback.builder()
        .name("hydrobeam_dashboard_" + name)
        .help(help)
        .callback(gauge -> gauge.call(value.applyAsDouble(state.get())))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<LiveSnapshot> value) {
    CounterWithCallback.builder()
        .name("hydrobeam_dashboard_" + name + "_total")
        .help(help)
        .callback(counter -> counter.call(value.applyAsDouble(state.get())))
        .register(registry);
  }
}
