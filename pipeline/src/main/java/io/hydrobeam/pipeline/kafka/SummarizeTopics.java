package io.hydrobeam.pipeline.kafka;

import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.statistics.SummarizeSensors;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * All sensor topics in; the {@link SummarizeSensors#MOMENTS} of each sensor and window and the
 * {@link SummarizeSensors#DEAD_LETTERS} out, and {@link SummarizeSensors#QUIET} while nothing
 * comes. A runner for which each message is dear may sum them up where it reads them, with {@link
 * io.hydrobeam.statistics.MessageSums}.
 *
 * <pre>
 *   ReadMessages -- ParseReadings -- SummarizeSensors
 *   ReadQuiet
 * </pre>
 */
public final class SummarizeTopics extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final ReadMessages messages;
  private final ReadingParser parser;
  private final Windowing windowing;

  private SummarizeTopics(ReadMessages messages, ReadingParser parser, Windowing windowing) {
    this.messages = messages;
    this.parser = parser;
    this.windowing = windowing;
  }

  /** Summaries of these messages, over such windows. */
  public static SummarizeTopics of(
      ReadMessages messages, ReadingParser parser, Windowing windowing) {
    return new SummarizeTopics(messages, parser, windowing);
  }

  /** Where the messages come from. */
  public ReadMessages messages() {
    return messages;
  }

  /** What understands them. */
  public ReadingParser parser() {
    return parser;
  }

  /** The windows of the summaries. */
  public Windowing windowing() {
    return windowing;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple summaries =
        begin
            .apply("ReadMessages", messages)
            .apply("ParseReadings", ParseReadings.with(parser))
            .apply("SummarizeSensors", SummarizeSensors.every(windowing));
    return summaries.and(
        SummarizeSensors.QUIET, begin.apply("ReadQuiet", Read.from(messages.quietSource())));
  }
}
