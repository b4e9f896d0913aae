package io.hydrobeam.features;

import io.hydrobeam.metrics.GraphCounter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Derives the features of each snapshot. See {@link Features}. */
public final class ExtractFeatures
    extends PTransform<PCollection<RigSnapshot>, PCollection<FeatureVector>> {
  private static final long serialVersionUID = 1L;

  private final RigConfig rig;

  private ExtractFeatures(RigConfig rig) {
    this.rig = rig;
  }

  /** Returns a transform for rigs with this configuration. */
  public static ExtractFeatures of(RigConfig rig) {
    return new ExtractFeatures(rig);
  }

  @Override
  public PCollection<FeatureVector> expand(PCollection<RigSnapshot> snapshots) {
    return snapshots.apply("Features", ParDo.of(new FeaturesFn(rig)));
  }

  private static final class FeaturesFn extends DoFn<RigSnapshot, FeatureVector> {
    private static final long serialVersionUID = 1L;

    private final Counter rows = GraphCounter.ROWS.counter();
    private final RigConfig rig;

    FeaturesFn(RigConfig rig) {
      this.rig = rig;
    }

    @ProcessElement
    public void processElement(@Element RigSnapshot snapshot, OutputReceiver<FeatureVector> out) {
      rows.inc();
      out.output(Features.of(snapshot, rig));
    }
  }
}
