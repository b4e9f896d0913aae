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
 * The windows of rigs in, in any order; out comes one element for each load cycle. For bounded
 * input: a cycle is complete when all input is there. See {@link Cycles}.
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

  /** Cycles of such rigs that are cut like this. */
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
