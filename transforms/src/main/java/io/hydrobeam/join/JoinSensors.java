package io.hydrobeam.join;

import io.hydrobeam.metrics.GraphCounter;
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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Joins the moments of single sensors into one {@link RigSnapshot} per rig, cycle and window. A
 * snapshot holds the sensors with samples. The first emission follows when the watermark passes the
 * end of the window. Each firing with late samples emits the complete snapshot again, with the next
 * revision.
 *
 * <pre>
 *   (sensor, moments) -- ByRigAndCycle --+-- 100 Hz --+
 *                                        +--  10 Hz --+-- CoGroupByKey -- MergeSensors -- RigSnapshot
 *                                        +--   1 Hz --+
 * </pre>
 *
 * <p>Counts {@code samples_joined} on input, and {@code samples_in_rows} when the rows with these
 * samples are emitted. Only the new samples of a revision count, but a row does not tell which
 * samples are new. Each bundle therefore sends a tally, the number of its samples in a window,
 * through the same grouping. The key of a tally is unique for its window. A tally comes out once:
 * when the window closes, or at once if the window is already closed.
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
   * Returns a join over the windows in which the moments were computed.
   *
   * @param windowing the windows of the moments
   * @param grouping a transform that groups all elements of a key, such as {@link
   *     GatherSensors#byRate}
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
        // Each firing of the moments holds new samples only, so the join accumulates and merges
        // all.
        .apply("FixedWindows", windowing.accumulating())
        .apply("CoGroupByKey", grouping)
        .apply("MergeSensors", ParDo.of(new MergeSensors()));
  }

  /** Moves the sensor from the key to the value, and adds the tallies. */
  private static final class ByRigAndCycleFn
      extends DoFn<KV<SensorKey, Moments>, KV<JoinKey, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    /** Remembers the windows of some hours, for a stream with windows of one second. */
    private static final TallyNames TALLIES = new TallyNames(10_000);

    private final Counter samplesJoined = GraphCounter.SAMPLES_JOINED.counter();

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
