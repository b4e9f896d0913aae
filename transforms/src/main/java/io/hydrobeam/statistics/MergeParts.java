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
 * Merges the partial moments of each sensor over all bundles of one firing. Consumers merge the
 * parts of several firings anyway; merging here reduces their work.
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
