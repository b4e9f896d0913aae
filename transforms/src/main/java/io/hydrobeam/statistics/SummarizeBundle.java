package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.Parsed;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.SensorKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Sums up the readings of a bundle, and passes dead letters on as they are. What is shuffled then
 * grows with the number of sensors and windows and not with that of the samples: runners that lift
 * no combiner before the shuffle, as Spark's in streaming, would send and store every sample.
 */
final class SummarizeBundle extends DoFn<Parsed, KV<SensorKey, Moments>> {
  private static final long serialVersionUID = 1L;

  private transient Map<Target, MomentsBuilder> sums;

  private record Target(SensorKey key, BoundedWindow window) {}

  @StartBundle
  public void startBundle() {
    sums = new HashMap<>();
  }

  @ProcessElement
  public void processElement(
      @Element Parsed parsed, BoundedWindow window, MultiOutputReceiver out) {
    if (parsed instanceof Reading reading) {
      sums.computeIfAbsent(
              new Target(SensorKey.of(reading), window), target -> new MomentsBuilder())
          .add(reading.value());
    } else {
      out.get(SummarizeSensors.DEAD_LETTERS).output((DeadLetter) parsed);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    sums.forEach(
        (target, sum) ->
            context.output(
                KV.of(target.key(), sum.build()), target.window().maxTimestamp(), target.window()));
    sums = null;
  }
}
