package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Aggregates the readings of a bundle, and passes dead letters on unchanged. The shuffled volume
 * thus grows with the number of sensors and windows, not with the number of samples. Some runners,
 * such as Spark's in streaming mode, do not lift combiners before the shuffle. They would shuffle
 * and store every sample.
 */
final class SummarizeBundle extends DoFn<Parsed, KV<SensorKey, Moments>> {
  private static final long serialVersionUID = 1L;

  private transient WindowSums sums;

  @StartBundle
  public void startBundle() {
    sums = new WindowSums();
  }

  @ProcessElement
  public void processElement(
      @Element Parsed parsed, BoundedWindow window, MultiOutputReceiver out) {
    if (parsed instanceof Reading reading) {
      sums.add(reading, window);
    } else {
      out.get(SummarizeSensors.DEAD_LETTERS).output((DeadLetter) parsed);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    sums.take()
        .forEach(
            sum ->
                context.output(
                    KV.of(sum.key(), sum.moments()), sum.window().maxTimestamp(), sum.window()));
  }
}
