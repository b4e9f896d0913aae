package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.checkerframework.checker.nullness.qual.Nullable;

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
    for (Double feature : value.features()) {
      FieldCoders.OPTIONAL_DOUBLE.encode(feature, out);
    }
    FieldCoders.BOOLEAN.encode(value.complete(), out);
  }

  @Override
  public FeatureVector decode(InputStream in) throws IOException {
    RigSnapshot snapshot = RigSnapshotCoder.of().decode(in);
    var features = new ArrayList<@Nullable Double>(Feature.all().size());
    for (int i = 0; i < Feature.all().size(); i++) {
      features.add(FieldCoders.OPTIONAL_DOUBLE.decode(in));
    }
    return new FeatureVector(snapshot, features, FieldCoders.BOOLEAN.decode(in));
  }
}
