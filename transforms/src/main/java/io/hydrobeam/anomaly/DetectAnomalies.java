package io.hydrobeam.anomaly;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Rows in; the anomalies found in each out. A later revision of a row reports its anomalies again,
 * under the same ids.
 */
public final class DetectAnomalies
    extends PTransform<PCollection<FeatureVector>, PCollection<Anomaly>> {
  private static final long serialVersionUID = 1L;

  private final RigConfig rig;

  private DetectAnomalies(RigConfig rig) {
    this.rig = rig;
  }

  /** Holds rows against the limits of such a rig. */
  public static DetectAnomalies of(RigConfig rig) {
    return new DetectAnomalies(rig);
  }

  @Override
  public PCollection<Anomaly> expand(PCollection<FeatureVector> rows) {
    return rows.apply("Thresholds", ParDo.of(new ThresholdsFn(rig)));
  }

  private static final class ThresholdsFn extends DoFn<FeatureVector, Anomaly> {
    private static final long serialVersionUID = 1L;

    private final Counter anomalies = Metrics.counter(DetectAnomalies.class, "anomalies");
    private final RigConfig rig;

    ThresholdsFn(RigConfig rig) {
      this.rig = rig;
    }

    @ProcessElement
    public void processElement(@Element FeatureVector row, OutputReceiver<Anomaly> out) {
      var found = new Thresholds(rig).anomaliesIn(row);
      anomalies.inc(found.size());
      found.forEach(out::output);
    }
  }
}
