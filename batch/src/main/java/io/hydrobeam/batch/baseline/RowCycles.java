package io.hydrobeam.batch.baseline;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.CycleTraceCoder;
import io.hydrobeam.common.UserException;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigCycleCoder;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.tables.ReadRows;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads the cycles of rows written by a stream. The first window of a cycle is its second 0. {@link
 * io.hydrobeam.cycle.CycleRule} separates cycles with the same number.
 *
 * <pre>
 *   ReadRows --+-- ByCycle -- GatherRows (rig, cycle) -- Trace -- cycle
 *              +-- RefuseProblems
 * </pre>
 */
final class RowCycles {
  private RowCycles() {}

  /**
   * Reads the rows below a directory.
   *
   * @param only the rig of the rows to read, or null for all rigs
   * @throws UserException if there are no rows, or the rows cannot be read
   */
  static PCollection<CycleTrace> read(
      Pipeline pipeline, String input, RigConfig rig, @Nullable String only) {
    PCollectionTuple read = pipeline.apply("ReadRows", ReadRows.below(input));
    read.get(ReadRows.PROBLEMS).apply("RefuseProblems", ParDo.of(new RefuseFn()));
    return read.get(ReadRows.ROWS)
        .apply("ByCycle", ParDo.of(new ByCycleFn(rig, only)))
        .setCoder(KvCoder.of(RigCycleCoder.of(), FeatureVectorCoder.of()))
        .apply("GatherRows", GroupByKey.create())
        .apply("Trace", ParDo.of(new TraceFn()))
        .setCoder(CycleTraceCoder.of());
  }

  private static final class RefuseFn extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element String problem) {
      throw UserException.failed(
          "a file of the input cannot be used; correct it or move it away: %s", problem);
    }
  }

  private static final class ByCycleFn extends DoFn<RigSnapshot, KV<RigCycle, FeatureVector>> {
    private static final long serialVersionUID = 1L;

    private final RigConfig rig;
    private final @Nullable String only;

    ByCycleFn(RigConfig rig, @Nullable String only) {
      this.rig = rig;
      this.only = only;
    }

    @ProcessElement
    public void processElement(
        @Element RigSnapshot row, OutputReceiver<KV<RigCycle, FeatureVector>> out) {
      if (only == null || only.equals(row.rig())) {
        out.output(KV.of(new RigCycle(row.rig(), row.cycle()), Features.of(row, rig)));
      }
    }
  }

  private static final class TraceFn
      extends DoFn<KV<RigCycle, Iterable<FeatureVector>>, CycleTrace> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<RigCycle, Iterable<FeatureVector>> cycle, OutputReceiver<CycleTrace> out) {
      CycleTrace.cyclesOf(cycle.getValue()).forEach(out::output);
    }
  }
}
