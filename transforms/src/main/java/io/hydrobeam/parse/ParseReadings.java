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
 * Messages in; for each what it turned out to be out, at its own timestamp: a {@link
 * io.hydrobeam.model.Reading}, or a {@link DeadLetter} with the reason if it cannot be read, or was
 * marked as too late or from the future where it came in. What was marked as a duplicate there is
 * left out. Counts {@code samples_read}, and of these {@code samples_malformed}, {@code
 * samples_late}, {@code samples_from_the_future} and {@code samples_duplicate}; the greatest of
 * each distribution {@link #offsetsOf(String, int)} is the offset up to which a partition has come.
 *
 * <p>Both kinds are in one collection, since a runner may keep what has two outputs: Spark's would
 * encode and cache every sample.
 */
public final class ParseReadings extends PTransform<PCollection<Message>, PCollection<Parsed>> {
  private static final long serialVersionUID = 1L;

  private final ReadingParser parser;

  private ParseReadings(ReadingParser parser) {
    this.parser = parser;
  }

  /**
   * The name of a partition's distribution of offsets. Its maximum is how far the partition has
   * been read: unlike a count, it is right when a bundle is tried again. Its other figures mean
   * nothing, since each bundle tells its last offset only.
   */
  public static String offsetsOf(String topic, int partition) {
    return "offsets:" + topic + ":" + partition;
  }

  /**
   * The name of the distribution whose maximum is the event time, epoch milliseconds, for which the
   * maximum of {@link #resumeOffsetsOf} was found.
   */
  public static String resumeTimesOf(String topic, int partition) {
    return "resume-times:" + topic + ":" + partition;
  }

  /**
   * The name of the distribution whose maximum is an offset of a partition before which all
   * readings are older than the maximum of {@link #resumeTimesOf}. Readers that know their
   * watermark tell it.
   */
  public static String resumeOffsetsOf(String topic, int partition) {
    return "resume-offsets:" + topic + ":" + partition;
  }

  /** Parses with this parser. */
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
    private transient Intake intake;
    private transient DeadLetterCounts deadLetters;

    ParseFn(ReadingParser parser) {
      this.parser = parser;
    }

    @StartBundle
    public void startBundle() {
      intake = new Intake(parser);
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
