package io.hydrobeam.batch.dataset;

import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.cycle.SummarizeCycles;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.tables.ReadRows;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Rows written by the stream, as a source of cycles.
 *
 * <pre>
 *   ReadRows --+-- InSpan -- SummarizeCycles -- cycles
 *              +------------------------------- problems
 * </pre>
 *
 * @param rows the transform that reads the rows
 */
record StreamedRows(ReadRows rows) implements CycleSource {
  @Override
  public String kind() {
    return "rows of the stream";
  }

  @Override
  public boolean timed() {
    return true;
  }

  @Override
  public RigConfig rig(RigConfig configured, CycleLayout layout) {
    return configured;
  }

  @Override
  public Cycles read(Pipeline pipeline, RigConfig rig, CycleLayout layout, TimeSpan span) {
    PCollectionTuple read = pipeline.apply("ReadRows", rows);
    return new Cycles(
        read.get(ReadRows.ROWS)
            .apply("InSpan", Filter.by(row -> span.contains(row.windowStartMillis())))
            .apply("SummarizeCycles", SummarizeCycles.of(rig, layout)),
        read.get(ReadRows.PROBLEMS));
  }
}
