package io.hydrobeam.metrics;

import java.util.Locale;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.Metrics;

/** Counters of the graph. Steps report them, and the progress of a run is read from them. */
public enum GraphCounter {
  /** Messages read. */
  SAMPLES_READ(Step.PARSE),
  /** Messages that are no readings. */
  SAMPLES_MALFORMED(Step.PARSE),
  /** Samples too late to count. */
  SAMPLES_LATE(Step.PARSE),
  /** Samples too far in the future to count. */
  SAMPLES_FROM_THE_FUTURE(Step.PARSE),
  /** Samples that repeat an earlier sample. */
  SAMPLES_DUPLICATE(Step.PARSE),
  /** Samples that have reached the join. */
  SAMPLES_JOINED(Step.JOIN),
  /** Samples in emitted rows. */
  SAMPLES_IN_ROWS(Step.JOIN),
  /** Rows emitted, including revisions. */
  ROWS(Step.FEATURES),
  /** Anomalies found. */
  ANOMALIES(Step.DETECT),
  /** Alert messages. */
  ALERTS(Step.DETECT);

  /** Namespaces, which runners show before the names. */
  private static final class Step {
    static final String PARSE = "io.hydrobeam.parse.ParseReadings";
    static final String JOIN = "io.hydrobeam.join.JoinSensors";
    static final String FEATURES = "io.hydrobeam.features.ExtractFeatures";
    static final String DETECT = "io.hydrobeam.alert.DetectAnomalies";
  }

  private final String namespace;

  GraphCounter(String namespace) {
    this.namespace = namespace;
  }

  /** Returns the counter, for a step that reports it. */
  public Counter counter() {
    return Metrics.counter(namespace, label());
  }

  /** Returns the full name, for a query of metrics. */
  public MetricName metricName() {
    return MetricName.named(namespace, label());
  }

  /** Returns the name in snake_case, without the namespace. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
