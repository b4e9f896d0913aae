package io.hydrobeam.alert;

import io.hydrobeam.alert.RigRoster.RosterCoder;
import io.hydrobeam.alert.RigRoster.Sighting;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.window.Windowing;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * {@link DetectAnomalies#ROWS} and {@link DetectAnomalies#QUIET} in; out comes a word to each rig
 * that sends no rows while time goes on. A step that is keyed by rig never hears of one that sends
 * nothing, and Spark's runner has no event-time timers, so one key holds the {@link RigRoster} of
 * all.
 *
 * <pre>
 *   row ---- Sightings --+-- Roll (state: RigRoster) -- (rig, RigInput)
 *   Quiet -- ToNews -----+
 * </pre>
 */
final class WatchSilence extends PTransform<PCollectionTuple, PCollection<KV<String, RigInput>>> {
  private static final long serialVersionUID = 1L;

  private static final KvCoder<String, RosterInput> NEWS =
      KvCoder.of(StringUtf8Coder.of(), new RosterInput.InputCoder());

  private final Silence silence;
  private final long patienceMillis;
  private final CarriedAlerts carried;

  WatchSilence(RigConfig rig, Silence silence, CarriedAlerts carried) {
    this.silence = silence;
    this.patienceMillis = rig.alerts().patienceMillis();
    this.carried = carried;
  }

  @Override
  public PCollection<KV<String, RigInput>> expand(PCollectionTuple in) {
    var seen =
        in.get(DetectAnomalies.ROWS)
            .apply("UnwindowedRows", Windowing.unwindowed())
            .apply("Sightings", ParDo.of(new SightingsFn()))
            .setCoder(NEWS);
    var all = PCollectionList.of(seen);
    if (in.has(DetectAnomalies.QUIET)) {
      all =
          all.and(
              in.get(DetectAnomalies.QUIET)
                  .apply("UnwindowedQuiet", Windowing.unwindowed())
                  .apply("ToNews", ParDo.of(new ToNewsFn()))
                  .setCoder(NEWS));
    }
    return all.apply("AllNews", Flatten.pCollections())
        .apply("Roll", ParDo.of(new RollFn(silence, patienceMillis, carried)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new RigInput.InputCoder()));
  }

  private static KV<String, RosterInput> forAll(RosterInput news) {
    return KV.of("", news);
  }

  /** One element a bundle, however many rows it has. */
  private static final class SightingsFn extends DoFn<FeatureVector, KV<String, RosterInput>> {
    private static final long serialVersionUID = 1L;

    private transient Map<String, Long> ends;
    private transient long newest;

    @StartBundle
    public void startBundle() {
      ends = new HashMap<>();
      newest = Long.MIN_VALUE;
    }

    @ProcessElement
    public void processElement(@Element FeatureVector row) {
      RigSnapshot snapshot = row.snapshot();
      newest = Math.max(newest, snapshot.windowStartMillis());
      ends.merge(snapshot.rig(), snapshot.windowEndMillis(), Math::max);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (!ends.isEmpty()) {
        context.output(
            forAll(RosterInput.of(new Sighting(newest, ends))),
            BoundedWindow.TIMESTAMP_MIN_VALUE,
            GlobalWindow.INSTANCE);
      }
    }
  }

  private static final class ToNewsFn extends DoFn<IdleReport, KV<String, RosterInput>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element IdleReport quiet, OutputReceiver<KV<String, RosterInput>> out) {
      out.output(forAll(RosterInput.of(quiet)));
    }
  }

  private static final class RollFn extends DoFn<KV<String, RosterInput>, KV<String, RigInput>> {
    private static final long serialVersionUID = 1L;

    private final Silence silence;
    private final long patienceMillis;
    private final CarriedAlerts carried;

    @StateId("roster")
    private final StateSpec<ValueState<RigRoster>> rosterSpec = StateSpecs.value(new RosterCoder());

    RollFn(Silence silence, long patienceMillis, CarriedAlerts carried) {
      this.silence = silence;
      this.patienceMillis = patienceMillis;
      this.carried = carried;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, RosterInput> element,
        @StateId("roster") ValueState<RigRoster> state,
        OutputReceiver<KV<String, RigInput>> out) {
      @Nullable RigRoster kept = state.read();
      RigRoster roster = kept == null ? new RigRoster() : kept;
      roster.take(element.getValue(), carried);
      roster
          .ticks(silence, patienceMillis)
          .forEach((rig, tick) -> out.output(KV.of(rig, RigInput.of(tick))));
      state.write(roster);
    }
  }
}
