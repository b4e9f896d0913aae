package io.hydrobeam.alert;

import io.hydrobeam.alert.RigWatch.Outcome;
import io.hydrobeam.alert.RigWatch.WatchContext;
import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.metrics.GraphCounter;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertCoder;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.model.WindowFindingsCoder;
import io.hydrobeam.window.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
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
 *   row -- ByRig -- Gather --+-- Watch (state: RigWatch) --+-- WindowFindings
 *                            |                             |
 *   quiet -- WatchSilence ---+                             +-- Alert
 * </pre>
 */
public final class DetectAnomalies extends PTransform<PCollectionTuple, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** The rows that come in. */
  public static final TupleTag<FeatureVector> ROWS = new TupleTag<>("rows") {};

  /** Optional input: reports that no process receives samples. */
  public static final TupleTag<IdleReport> QUIET = new TupleTag<>("quiet") {};

  /** Findings in single rows and whole cycles, and departures from the baseline. */
  public static final TupleTag<WindowFindings> FINDINGS = new TupleTag<>("findings") {};

  /** Alerts on conditions that last. */
  public static final TupleTag<Alert> ALERTS = new TupleTag<>("alerts") {};

  private final RigConfig rig;
  private final @Nullable Detectors normal;

  private final CarriedAlerts carried;
  private final Silence silence;

  private DetectAnomalies(
      RigConfig rig, @Nullable Detectors normal, CarriedAlerts carried, Silence silence) {
    this.rig = rig;
    this.normal = normal;
    this.carried = carried;
    this.silence = silence;
  }

  /**
   * Detects anomalies in single rows and, with a baseline, departures from normal.
   *
   * @param baseline null for none
   * @param carried the alerts that the run goes on with
   * @param goneAfter after so much event time without rows a rig is gone: its alerts are over, and
   *     what is known of it is forgotten; above 0
   */
  public static DetectAnomalies of(
      RigConfig rig, @Nullable Baseline baseline, CarriedAlerts carried, Duration goneAfter) {
    return new DetectAnomalies(
        rig,
        baseline == null ? null : Detectors.with(baseline, rig),
        carried,
        Silence.of(rig, goneAfter.toMillis()));
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple in) {
    Detectors ofRows = Detectors.withoutBaseline(rig);
    PCollection<FeatureVector> rows = in.get(ROWS);
    var sent =
        rows.apply("Whenever", Windowing.inAllTime())
            .apply(
                "ByRig",
                WithKeys.of((FeatureVector row) -> row.snapshot().rig())
                    .withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), FeatureVectorCoder.of()))
            // On Spark the rows of a batch would come one by one, in no order.
            .apply("Gather", GroupByKey.create())
            .apply("ToNews", ParDo.of(new ToNewsFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), new RigInput.InputCoder()))
            .apply("UnwindowedNews", Windowing.unwindowed());
    var watched =
        PCollectionList.of(sent)
            .and(in.apply("WatchSilence", new WatchSilence(rig, silence, carried)))
            .apply("AllNews", Flatten.pCollections())
            .apply(
                "Watch",
                ParDo.of(new WatchFn(new WatchContext(rig, ofRows, normal, carried, silence)))
                    .withOutputTags(ALERTS, TupleTagList.of(FINDINGS)));
    return PCollectionTuple.of(FINDINGS, watched.get(FINDINGS).setCoder(WindowFindingsCoder.of()))
        .and(ALERTS, watched.get(ALERTS).setCoder(AlertCoder.of()));
  }

  /** The pane that is not early comes at the end of time. */
  private static final class ToNewsFn
      extends DoFn<KV<String, Iterable<FeatureVector>>, KV<String, RigInput>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<FeatureVector>> rows,
        PaneInfo pane,
        OutputReceiver<KV<String, RigInput>> out) {
      var list = new ArrayList<FeatureVector>();
      rows.getValue().forEach(list::add);
      boolean isLast = pane.getTiming() != Timing.EARLY;
      out.output(KV.of(rows.getKey(), new RigInput(list, isLast, null)));
    }
  }

  private static final class WatchFn extends DoFn<KV<String, RigInput>, Alert> {
    private static final long serialVersionUID = 1L;

    private final Counter anomalies = GraphCounter.ANOMALIES.counter();
    private final Counter alerts = GraphCounter.ALERTS.counter();
    private final WatchContext judge;

    @StateId("watch")
    private final StateSpec<ValueState<RigWatch>> watchSpec = StateSpecs.value(new RigWatchCoder());

    WatchFn(WatchContext judge) {
      this.judge = judge;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, RigInput> element,
        @StateId("watch") ValueState<RigWatch> state,
        MultiOutputReceiver out) {
      RigWatch kept = state.read();
      RigWatch watch = kept == null ? new RigWatch() : kept;
      Outcome outcome = watch.hear(element.getKey(), element.getValue(), judge);
      watch.toKeep(element.getKey(), judge).ifPresentOrElse(state::write, state::clear);
      anomalies.inc(outcome.anomalies().size());
      alerts.inc(outcome.alerts().size());
      outcome.findings().forEach(out.get(FINDINGS)::output);
      outcome.alerts().forEach(out.get(ALERTS)::output);
    }
  }
}
