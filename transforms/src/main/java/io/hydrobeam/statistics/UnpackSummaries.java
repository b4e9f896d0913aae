package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetterCoder;
import io.hydrobeam.model.IdleReportCoder;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.parse.DeadLetterCounts;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Unpacks summaries into the same outputs as {@link SummarizeSensors}. The moments are partial, and
 * consumers merge them.
 *
 * <p>Counts dead letters and duplicates under the metrics of {@link
 * io.hydrobeam.parse.ParseReadings}. They are counted here and not in the reader for two reasons.
 * Samples in rows are not counted in the reader either, and a batch may be read while another is
 * processed.
 */
public final class UnpackSummaries extends PTransform<PCollection<Summary>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final Windowing windowing;

  private UnpackSummaries(Windowing windowing) {
    this.windowing = windowing;
  }

  /** Returns a transform with the windows over which the summaries were built. */
  public static UnpackSummaries into(Windowing windowing) {
    return new UnpackSummaries(windowing);
  }

  @Override
  public PCollectionTuple expand(PCollection<Summary> summaries) {
    PCollectionTuple unpacked =
        summaries.apply(
            "Unpack",
            ParDo.of(new Unpack())
                .withOutputTags(
                    SummarizeSensors.MOMENTS,
                    TupleTagList.of(SummarizeSensors.DEAD_LETTERS).and(SummarizeSensors.QUIET)));
    return PCollectionTuple.of(
            SummarizeSensors.MOMENTS,
            unpacked
                .get(SummarizeSensors.MOMENTS)
                .setCoder(SummarizeSensors.MOMENTS_CODER)
                .apply("IntoWindows", windowing.atOnce()))
        .and(
            SummarizeSensors.DEAD_LETTERS,
            unpacked
                .get(SummarizeSensors.DEAD_LETTERS)
                .setCoder(DeadLetterCoder.of())
                .apply("DeadLettersIntoWindows", windowing.atOnce()))
        .and(
            SummarizeSensors.QUIET,
            unpacked.get(SummarizeSensors.QUIET).setCoder(IdleReportCoder.of()));
  }

  private static final class Unpack extends DoFn<Summary, KV<SensorKey, Moments>> {
    private static final long serialVersionUID = 1L;

    private transient DeadLetterCounts deadLetters;

    @StartBundle
    public void startBundle() {
      deadLetters = new DeadLetterCounts();
    }

    @ProcessElement
    public void unpack(@Element Summary summary, MultiOutputReceiver out) {
      var moments = out.get(SummarizeSensors.MOMENTS);
      summary.moments().forEach(m -> moments.outputWithTimestamp(m.getValue(), m.getTimestamp()));
      deadLetters.addDuplicates(summary.duplicates());
      var letters = out.get(SummarizeSensors.DEAD_LETTERS);
      for (TimestampedValue<DeadLetter> letter : summary.deadLetters()) {
        deadLetters.add(letter.getValue());
        letters.outputWithTimestamp(letter.getValue(), letter.getTimestamp());
      }
      if (summary.quiet() != null) {
        out.get(SummarizeSensors.QUIET).output(summary.quiet());
      }
    }

    @FinishBundle
    public void finishBundle() {
      deadLetters.report();
    }
  }
}
