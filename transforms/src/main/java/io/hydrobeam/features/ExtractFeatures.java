package io.hydrobeam.features;

import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Snapshots in; for each one row with its features out. See {@link Features}. */
public final class ExtractFeatures
    extends PTransform<PCollection<RigSnapshot>, PCollection<FeatureVector>> {
  private static final long serialVersionUID = 1L;

  private final RigConfig rig;

  private ExtractFeatures(RigConfig rig) {
    this.rig = rig;
  }

  /** The features of such a rig. */
  public static ExtractFeatures of(RigConfig rig) {
    return new ExtractFeatures(rig);
  }

  @Override
  public PCollection<FeatureVector> expand(PCollection<RigSnapshot> snapshots) {
    return snapshots.apply(
        "Features",
        MapElements.into(TypeDescriptor.of(FeatureVector.class))
            .via(snapshot -> Features.of(snapshot, rig)));
  }
}
