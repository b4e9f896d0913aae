package io.hydrobeam.anomaly;

import io.hydrobeam.anomaly.RigWatch.Judge;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertCoder;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.model.WindowFindingsCoder;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Rows in; out come the findings in each and the alerts that they make, in one window for all time.
 * A later revision of a row reports its findings again, also where it has none; an anomaly that is
 * still there keeps its id. All that is found of a rig comes out of one step, so that one task at a
 * time writes the files of a rig.
 *
 * <pre>
 *   row -- ByRig -- Gather -- Watch (state: RigWatch) --+-- WindowFindings
 *                                                       +-- Alert
 * </pre>
 */
public final class DetectAnomalies
    extends PTransform<PCollection<FeatureVector>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** What is wrong in single rows and whole cycles, and what departs from normal. */
  public static final TupleTag<WindowFindings> FINDINGS = new TupleTag<>("findings") {};

  /** What is to be told of conditions that last. */
  public static final TupleTag<Alert> ALERTS = new TupleTag<>("alerts") {};

  private final RigConfig rig;
  private final @Nullable Detectors normal;

  private final CarriedAlerts carried;

  private DetectAnomalies(RigConfig rig, @Nullable Detectors normal, CarriedAlerts carried) {
    this.rig = rig;
    this.normal = normal;
    this.carried = carried;
  }

  /**
   * Finds what can be found in a row by itself and, with a baseline, what departs from normal.
   *
   * @param baseline null for none
   * @param carried the alerts that the run goes on with
   */
  public static DetectAnomalies of(
      RigConfig rig, @Nullable Baseline baseline, CarriedAlerts carried) {
    return new DetectAnomalies(
        rig, baseline == null ? null : Detectors.with(baseline, rig), carried);
  }

  @Override
  public PCollectionTuple expand(PCollection<FeatureVector> rows) {
    Detectors ofRows = Detectors.withoutBaseline(rig);
    var watched =
        rows.apply("Whenever", Windowing.inAllTime())
            .apply(
                "ByRig",
                WithKeys.of((FeatureVector row) -> row.snapshot().rig())
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), FeatureVectorCoder.of()))
            // On Spark the rows of a batch would come one by one, in no order.
            .apply("Gather", GroupByKey.create())
            .apply(
                "Watch",
                ParDo.of(new WatchFn(rig, ofRows, normal, carried))
                    .withOutputTags(ALERTS, TupleTagList.of(FINDINGS)));
    return PCollectionTuple.of(FINDINGS, watched.get(FINDINGS).setCoder(WindowFindingsCoder.of()))
        .and(ALERTS, watched.get(ALERTS).setCoder(AlertCoder.of()));
  }

  private static final class WatchFn extends DoFn<KV<String, Iterable<FeatureVector>>, Alert> {
    private static final long serialVersionUID = 1L;

    private final Counter anomalies = Metrics.counter(DetectAnomalies.class, "anomalies");
    private final Counter alerts = Metrics.counter(DetectAnomalies.class, "alerts");
    private final RigConfig rig;
    private final Detectors ofRows;
    private final @Nullable Detectors normal;
    private final CarriedAlerts carried;

    @StateId("watch")
    private final StateSpec<ValueState<RigWatch>> watchSpec = StateSpecs.value(new RigWatchCoder());

    WatchFn(RigConfig rig, Detectors ofRows, @Nullable Detectors normal, CarriedAlerts carried) {
      this.rig = rig;
      this.ofRows = ofRows;
      this.normal = normal;
      this.carried = carried;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<FeatureVector>> rows,
        PaneInfo pane,
        @StateId("watch") ValueState<RigWatch> state,
        MultiOutputReceiver out) {
      RigWatch kept = state.read();
      RigWatch watch = kept == null ? new RigWatch() : kept;
      var judge = new Judge(rig, ofRows, normal, carried);
      // The pane that is not early comes at the end of time.
      var outcome =
          pane.getTiming() == Timing.EARLY
              ? watch.take(rows.getValue(), judge)
              : watch.finish(rows.getValue(), judge);
      state.write(watch);
      anomalies.inc(outcome.anomalies().size());
      alerts.inc(outcome.alerts().size());
      outcome.findings().forEach(out.get(FINDINGS)::output);
      outcome.alerts().forEach(out.get(ALERTS)::output);
    }
  }
}
