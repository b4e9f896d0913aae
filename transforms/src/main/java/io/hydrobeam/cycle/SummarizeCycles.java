package io.hydrobeam.cycle;

import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.RigSnapshotCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Groups the windows of rigs by load cycle, and emits one summary per cycle. Windows may come in
 * any order. For bounded input only: a cycle is complete when all input has arrived. See {@link
 * Cycles}.
 */
public final class SummarizeCycles
    extends PTransform<PCollection<RigSnapshot>, PCollection<CycleSummary>> {
  private static final long serialVersionUID = 1L;

  private final RigConfig rig;
  private final CycleLayout layout;

  private SummarizeCycles(RigConfig rig, CycleLayout layout) {
    this.rig = rig;
    this.layout = layout;
  }

  /** Returns a transform for rigs with this configuration and cycle layout. */
  public static SummarizeCycles of(RigConfig rig, CycleLayout layout) {
    return new SummarizeCycles(rig, layout);
  }

  @Override
  public PCollection<CycleSummary> expand(PCollection<RigSnapshot> windows) {
    return windows
        .apply(
            "ByCycle",
            WithKeys.of((RigSnapshot window) -> KV.of(window.rig(), window.cycle()))
                .withKeyType(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.integers())))
        .setCoder(
            KvCoder.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()), RigSnapshotCoder.of()))
        .apply("GatherCycle", GroupByKey.create())
        .apply("Summarize", ParDo.of(new SummarizeFn(rig, layout)));
  }

  private static final class SummarizeFn
      extends DoFn<KV<KV<String, Integer>, Iterable<RigSnapshot>>, CycleSummary> {
    private static final long serialVersionUID = 1L;

    private final RigConfig rig;
    private final CycleLayout layout;

    SummarizeFn(RigConfig rig, CycleLayout layout) {
      this.rig = rig;
      this.layout = layout;
    }

    @ProcessElement
    public void processElement(
        @Element KV<KV<String, Integer>, Iterable<RigSnapshot>> cycle,
        OutputReceiver<CycleSummary> out) {
      Cycles.of(cycle.getValue(), rig, layout).forEach(out::output);
    }
  }
}
