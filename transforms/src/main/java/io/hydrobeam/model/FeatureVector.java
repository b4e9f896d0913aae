package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Row of a snapshot and its derived features. A feature is null if a required sensor was silent or
 * the divisor is zero. A feature is never NaN or infinite.
 *
 * @param snapshot the statistics of the sensors
 * @param features the values in the order of {@link Feature#all()}; see {@link Feature#of}
 * @param complete true if every sensor has exactly the samples that its rate promises
 */
@DefaultCoder(FeatureVectorCoder.class)
public record FeatureVector(
    RigSnapshot snapshot, List<@Nullable Double> features, boolean complete) {

  /** Copies the features and checks their number. */
  public FeatureVector {
    requireNonNull(snapshot, "snapshot");
    if (features.size() != Feature.all().size()) {
      throw new IllegalArgumentException("expected a value for each feature, got " + features);
    }
    features = Collections.unmodifiableList(new ArrayList<>(features));
  }

  /** Returns the number of sensors with samples, 1 to 17. */
  public int sensorCount() {
    return snapshot.sensors().size();
  }
}
