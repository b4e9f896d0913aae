package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.ParsedCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Parses messages into readings and dead letters, each at the timestamp of its message. A {@link
 * DeadLetter} carries its reason: the message is malformed, or the source has marked it as late or
 * from the future. Messages that the source has marked as duplicates are dropped.
 *
 * <p>Counts {@code samples_read}, and the subsets {@code samples_malformed}, {@code samples_late},
 * {@code samples_from_the_future} and {@code samples_duplicate}. The maximum of each distribution
 * {@link #offsetsOf(String, int)} is the last offset read from a partition.
 *
 * <p>Readings and dead letters share one collection, because a runner may cache the result of a
 * transform with two outputs. Spark's runner would encode and cache every sample.
 */
public final class ParseReadings extends PTransform<PCollection<Message>, PCollection<Parsed>> {
  private static final long serialVersionUID = 1L;

  private final ReadingParser parser;

  private ParseReadings(ReadingParser parser) {
    this.parser = parser;
  }

  /**
   * Returns the name of a partition's distribution of read offsets. The maximum is the last offset
   * read from the partition. Unlike a count, the maximum stays correct when a bundle is retried.
   * The other figures have no meaning, because each bundle reports its last offset only.
   */
  public static String offsetsOf(String topic, int partition) {
    return "offsets:" + topic + ":" + partition;
  }

  /**
   * Returns the name of a partition's distribution of resume times. The maximum is the event time,
   * epoch milliseconds, for which the maximum of {@link #resumeOffsetsOf} was found.
   */
  public static String resumeTimesOf(String topic, int partition) {
    return "resume-times:" + topic + ":" + partition;
  }

  /**
   * Returns the name of a partition's distribution of resume offsets. All readings before the
   * maximum are older than the maximum of {@link #resumeTimesOf}. Only readers with a known
   * watermark report this metric.
   */
  public static String resumeOffsetsOf(String topic, int partition) {
    return "resume-offsets:" + topic + ":" + partition;
  }

  public static ParseReadings with(ReadingParser parser) {
    return new ParseReadings(parser);
  }

  @Override
  public PCollection<Parsed> expand(PCollection<Message> messages) {
    return messages.apply("Parse", ParDo.of(new ParseFn(parser))).setCoder(ParsedCoder.of());
  }

  private static final class ParseFn extends DoFn<Message, Parsed> {
    private static final long serialVersionUID = 1L;

    private final ReadingParser parser;
    private transient BundleParser intake;
    private transient DeadLetterCounts deadLetters;

    ParseFn(ReadingParser parser) {
      this.parser = parser;
    }

    @StartBundle
    public void startBundle() {
      intake = new BundleParser(parser);
      deadLetters = new DeadLetterCounts();
    }

    @ProcessElement
    public void parse(@Element Message message, OutputReceiver<Parsed> out) {
      Parsed parsed = intake.take(message);
      if (parsed == null) {
        deadLetters.addDuplicates(1);
        return;
      }
      if (parsed instanceof DeadLetter letter) {
        deadLetters.add(letter);
      }
      out.output(parsed);
    }

    @FinishBundle
    public void finishBundle() {
      intake.report();
      deadLetters.report();
    }
  }
}
