package io.hydrobeam.join;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigCycleCoder;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.model.SensorMomentsCoder;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Moments of single sensors in; one {@link RigSnapshot} a rig, cycle and window out, with the
 * sensors that had samples. It comes when the watermark passes the window's end, and again, whole
 * and with the next revision, whenever late samples have come.
 *
 * <pre>
 *   (sensor, moments) -- ByRigAndCycle --+-- 100 Hz --+
 *                                        +--  10 Hz --+-- CoGroupByKey -- MergeSensors -- RigSnapshot
 *                                        +--   1 Hz --+
 * </pre>
 *
 * <p>Counts {@code samples_in_rows} as they come in: each sample is in one part, so none is counted
 * twice. What they are grouped into is a row, unless the grouping drops it as late, which the
 * reader's own judgement of lateness is there to prevent.
 */
public final class JoinSensors
    extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<RigSnapshot>> {
  private static final long serialVersionUID = 1L;

  private final Windowing windowing;

  private JoinSensors(Windowing windowing) {
    this.windowing = windowing;
  }

  /** A join over the windows in which the moments were summed up. */
  public static JoinSensors over(Windowing windowing) {
    return new JoinSensors(windowing);
  }

  @Override
  public PCollection<RigSnapshot> expand(PCollection<KV<SensorKey, Moments>> moments) {
    return moments
        .apply("ByRigAndCycle", ParDo.of(new ByRigAndCycleFn()))
        .setCoder(KvCoder.of(RigCycleCoder.of(), SensorMomentsCoder.of()))
        // Each firing of the moments holds what is new: the join keeps and merges all.
        .apply("Accumulate", windowing.accumulating())
        .apply("GatherSensors", new GatherSensors())
        .apply("MergeSensors", ParDo.of(new MergeSensors()));
  }

  /** Takes the sensor out of the key. */
  private static final class ByRigAndCycleFn
      extends DoFn<KV<SensorKey, Moments>, KV<RigCycle, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    private final Counter samplesInRows = Metrics.counter(JoinSensors.class, "samples_in_rows");

    private transient long samples;

    @StartBundle
    public void startBundle() {
      samples = 0;
    }

    @ProcessElement
    public void processElement(
        @Element KV<SensorKey, Moments> element, OutputReceiver<KV<RigCycle, SensorMoments>> out) {
      samples += element.getValue().count();
      out.output(
          KV.of(
              element.getKey().rigCycle(),
              new SensorMoments(element.getKey().sensor(), element.getValue())));
    }

    @FinishBundle
    public void finishBundle() {
      samplesInRows.inc(samples);
    }
  }
}
