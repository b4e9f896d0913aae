package io.hydrobeam.statistics;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Parts of a sensor's moments in; merged over all bundles that came at once out. Whoever takes them
 * merges what it gets in any case: this saves work further on.
 */
final class MergeParts
    extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<KV<SensorKey, Moments>>> {
  private static final long serialVersionUID = 1L;

  MergeParts() {}

  @Override
  public PCollection<KV<SensorKey, Moments>> expand(PCollection<KV<SensorKey, Moments>> parts) {
    return parts
        .apply("CombinePerKey", Combine.perKey(new MergeMoments()))
        .apply("DropEmptyPanes", ParDo.of(new DropEmptyPanes()))
        .setCoder(SummarizeSensors.MOMENTS_CODER);
  }

  private static final class DropEmptyPanes
      extends DoFn<KV<SensorKey, Optional<Moments>>, KV<SensorKey, Moments>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<SensorKey, Optional<Moments>> pane,
        OutputReceiver<KV<SensorKey, Moments>> out) {
      pane.getValue().ifPresent(moments -> out.output(KV.of(pane.getKey(), moments)));
    }
  }
}
