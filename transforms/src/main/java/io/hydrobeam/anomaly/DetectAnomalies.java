package io.hydrobeam.anomaly;

import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Rows in; the anomalies found in each out. A later revision of a row reports its anomalies again,
 * under the same ids.
 *
 * <pre>
 *   row --+-- Rows --------------------------------------------+-- Anomaly
 *         +-- ByRig -- Cycles (state: the last cycles of a rig) +
 * </pre>
 *
 * The lower branch is there only with a baseline.
 */
public final class DetectAnomalies
    extends PTransform<PCollection<FeatureVector>, PCollection<Anomaly>> {
  private static final long serialVersionUID = 1L;

  private final RigConfig rig;
  private final Detectors normal;
  private final Windowing windowing;

  private DetectAnomalies(RigConfig rig, Detectors normal, Windowing windowing) {
    this.rig = rig;
    this.normal = normal;
    this.windowing = windowing;
  }

  /** Finds what can be found in a row by itself. */
  public static DetectAnomalies of(RigConfig rig) {
    return new DetectAnomalies(rig, null, null);
  }

  /**
   * Finds what departs from normal, too.
   *
   * @param windowing the windows that the anomalies are to be in
   */
  public static DetectAnomalies of(RigConfig rig, Baseline baseline, Windowing windowing) {
    return new DetectAnomalies(rig, Detectors.with(baseline, rig), windowing);
  }

  @Override
  public PCollection<Anomaly> expand(PCollection<FeatureVector> rows) {
    var found = rows.apply("Rows", ParDo.of(new RowsFn(Detectors.withoutBaseline(rig))));
    if (normal == null) {
      return found;
    }
    // One rig's cycles are one key's state, whatever window its rows are in.
    var departures =
        rows.apply("AllTime", Window.into(new GlobalWindows()))
            .apply(
                "ByRig",
                WithKeys.of((FeatureVector row) -> row.snapshot().rig())
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), FeatureVectorCoder.of()))
            .apply("Cycles", ParDo.of(new CyclesFn(normal)));
    return PCollectionList.of(found.apply("WindowRows", windowing.discarding()))
        .and(departures.apply("WindowCycles", windowing.discarding()))
        .apply("All", Flatten.pCollections());
  }

  private static final class RowsFn extends DoFn<FeatureVector, Anomaly> {
    private static final long serialVersionUID = 1L;

    private final Counter anomalies = Metrics.counter(DetectAnomalies.class, "anomalies");
    private final Detectors detectors;

    RowsFn(Detectors detectors) {
      this.detectors = detectors;
    }

    @ProcessElement
    public void processElement(@Element FeatureVector row, OutputReceiver<Anomaly> out) {
      var found = detectors.anomaliesIn(row);
      anomalies.inc(found.size());
      found.forEach(out::output);
    }
  }

  private static final class CyclesFn extends DoFn<KV<String, FeatureVector>, Anomaly> {
    private static final long serialVersionUID = 1L;

    private final Counter anomalies = Metrics.counter(DetectAnomalies.class, "anomalies");
    private final Detectors detectors;

    @StateId("cycles")
    private final StateSpec<ValueState<RecentCycles>> cyclesSpec =
        StateSpecs.value(new RecentCyclesCoder());

    CyclesFn(Detectors detectors) {
      this.detectors = detectors;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, FeatureVector> row,
        @StateId("cycles") ValueState<RecentCycles> state,
        OutputReceiver<Anomaly> out) {
      RecentCycles kept = state.read();
      RecentCycles cycles = kept == null ? new RecentCycles() : kept;
      var found = detectors.anomaliesIn(cycles.observe(row.getValue()));
      state.write(cycles);
      anomalies.inc(found.size());
      found.forEach(out::output);
    }
  }
}
