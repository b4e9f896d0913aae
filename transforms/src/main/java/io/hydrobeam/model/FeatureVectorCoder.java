package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link FeatureVector}: the snapshot, then the features. */
public final class FeatureVectorCoder extends AtomicCoder<FeatureVector> {
  private static final long serialVersionUID = 1L;
  private static final FeatureVectorCoder INSTANCE = new FeatureVectorCoder();

  private FeatureVectorCoder() {}

  /** Returns the shared, stateless instance. */
  public static FeatureVectorCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(FeatureVector.class), INSTANCE);
  }

  @Override
  public void encode(FeatureVector value, OutputStream out) throws IOException {
    RigSnapshotCoder.of().encode(value.snapshot(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.pressureMean(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.temperatureMean(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.flowMean(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.pressureRange(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.pressureVariability(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.flowPressureRatio(), out);
    FieldCoders.OPTIONAL_DOUBLE.encode(value.efficiencyIndex(), out);
    FieldCoders.BOOLEAN.encode(value.complete(), out);
  }

  @Override
  public FeatureVector decode(InputStream in) throws IOException {
    return new FeatureVector(
        RigSnapshotCoder.of().decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.OPTIONAL_DOUBLE.decode(in),
        FieldCoders.BOOLEAN.decode(in));
  }
}
