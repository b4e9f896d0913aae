package io.hydrobeam.pipeline.kafka;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.Quiet;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * The sensor topics as the graph reads them.
 *
 * @param messages reads the records by KafkaIO, each at its event time
 * @param parser parses the records
 * @param windowing the windows and their allowed lateness
 */
public record SensorSource(ReadMessages messages, ReadingParser parser, Windowing windowing) {
  /** Checks that nothing is null. */
  public SensorSource {
    requireNonNull(messages, "messages");
    requireNonNull(parser, "parser");
    requireNonNull(windowing, "windowing");
  }

  /** A source of one element whenever Kafka holds no record for the idle timeout. */
  public UnboundedSource<Quiet, ?> quiet() {
    return messages.quietSource();
  }
}
