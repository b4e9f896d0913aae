package io.hydrobeam.pipeline.source;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.IdleReport;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * Sensor topics as input of the graph.
 *
 * @param messages reads the records by KafkaIO at their event times
 * @param parser parser of the records
 * @param windowing windows and allowed lateness
 */
public record SensorSource(ReadMessages messages, ReadingParser parser, Windowing windowing) {
  /** Checks for null components. */
  public SensorSource {
    requireNonNull(messages, "messages");
    requireNonNull(parser, "parser");
    requireNonNull(windowing, "windowing");
  }

  /**
   * Returns the source of {@link IdleReport} elements while Kafka holds no record for the idle
   * timeout.
   */
  public UnboundedSource<IdleReport, ?> quiet() {
    return messages.quietSource();
  }
}
