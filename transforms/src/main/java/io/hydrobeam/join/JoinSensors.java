package io.hydrobeam.join;

import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.JoinKeyCoder;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.model.SensorMomentsCoder;
import io.hydrobeam.window.Windowing;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
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
 * <p>Counts {@code samples_joined} as they come in, and {@code samples_in_rows} when the rows come
 * that they are in. Of a revision only what is new counts, and a row does not tell which samples
 * those are. So each bundle sends, for each of its windows, the number of its samples through the
 * same grouping, under a key that no other bundle uses for this window: it comes out once, when the
 * window closes, or at once where it is closed already.
 */
public final class JoinSensors
    extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<RigSnapshot>> {
  private static final long serialVersionUID = 1L;

  private final Windowing windowing;
  private final PTransform<
          PCollection<KV<JoinKey, SensorMoments>>,
          PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
      grouping;

  private JoinSensors(
      Windowing windowing,
      PTransform<
              PCollection<KV<JoinKey, SensorMoments>>,
              PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
          grouping) {
    this.windowing = windowing;
    this.grouping = grouping;
  }

  /**
   * A join over the windows in which the moments were summed up.
   *
   * @param grouping groups all elements of a key, such as {@link GatherSensors#byRate}
   */
  public static JoinSensors over(
      Windowing windowing,
      PTransform<
              PCollection<KV<JoinKey, SensorMoments>>,
              PCollection<KV<JoinKey, Iterable<SensorMoments>>>>
          grouping) {
    return new JoinSensors(windowing, grouping);
  }

  @Override
  public PCollection<RigSnapshot> expand(PCollection<KV<SensorKey, Moments>> moments) {
    return moments
        .apply("ByRigAndCycle", ParDo.of(new ByRigAndCycleFn()))
        .setCoder(KvCoder.of(JoinKeyCoder.of(), SensorMomentsCoder.of()))
        // Each firing of the moments holds what is new: the join keeps and merges all.
        .apply("FixedWindows", windowing.accumulating())
        .apply("CoGroupByKey", grouping)
        .apply("MergeSensors", ParDo.of(new MergeSensors()));
  }

  /** Takes the sensor out of the key, and adds the tallies. */
  private static final class ByRigAndCycleFn
      extends DoFn<KV<SensorKey, Moments>, KV<JoinKey, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    /** As many as a stream of windows of a second has in hours. */
    private static final Tallies TALLIES = new Tallies(10_000);

    private final Counter samplesJoined = Metrics.counter(JoinSensors.class, "samples_joined");

    private transient Map<BoundedWindow, Long> samples;

    @StartBundle
    public void startBundle() {
      samples = new HashMap<>();
    }

    @ProcessElement
    public void processElement(
        @Element KV<SensorKey, Moments> element,
        BoundedWindow window,
        OutputReceiver<KV<JoinKey, SensorMoments>> out) {
      samples.merge(window, element.getValue().count(), Long::sum);
      out.output(
          KV.of(
              JoinKey.of(element.getKey().rigCycle()),
              new SensorMoments(element.getKey().sensor(), element.getValue())));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      samples.forEach(
          (window, count) -> {
            samplesJoined.inc(count);
            context.output(
                KV.of(JoinKey.ofTally(TALLIES.next(window)), MergeSensors.tally(count)),
                window.maxTimestamp(),
                window);
          });
    }
  }
}
