package io.hydrobeam.join;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigCycleCoder;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorKey;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.model.SensorMomentsCoder;
import io.hydrobeam.window.Windowing;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Partition;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Moments of single sensors in; one {@link RigSnapshot} a rig, cycle and window out, with the
 * sensors that had samples. It comes when the watermark passes the window's end, and again, whole
 * and with the next revision, whenever late samples have come.
 *
 * <pre>
 *   (sensor, moments) --+-- 100 Hz --+
 *                       +--  10 Hz --+-- CoGroupByKey (rig, cycle) -- merge -- RigSnapshot
 *                       +--   1 Hz --+
 * </pre>
 *
 * <p>The inputs of the join are the sampling rates and not the seventeen sensors: on Spark every
 * input of a CoGroupByKey costs tasks in each batch, however few elements it has.
 */
public final class JoinSensors
    extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<RigSnapshot>> {
  private static final long serialVersionUID = 1L;

  private static final List<Integer> RATES =
      Sensor.all().stream().map(Sensor::hertz).distinct().toList();

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
    PCollectionList<KV<SensorKey, Moments>> byRate =
        moments.apply("ByRate", Partition.of(RATES.size(), JoinSensors::rateOf));
    KeyedPCollectionTuple<RigCycle> inputs = KeyedPCollectionTuple.empty(moments.getPipeline());
    List<TupleTag<SensorMoments>> tags = new ArrayList<>();
    for (int i = 0; i < RATES.size(); i++) {
      String hertz = RATES.get(i) + "Hz";
      var tag = new TupleTag<SensorMoments>(hertz);
      tags.add(tag);
      inputs = inputs.and(tag, keyed(hertz, byRate.get(i)));
    }
    return inputs
        .apply("CoGroupByKey", CoGroupByKey.create())
        .apply("MergeSensors", ParDo.of(new MergeSensors(tags)));
  }

  private PCollection<KV<RigCycle, SensorMoments>> keyed(
      String hertz, PCollection<KV<SensorKey, Moments>> moments) {
    return moments
        .apply(
            "KeyByRigAndCycle" + hertz,
            MapElements.into(
                    TypeDescriptors.kvs(
                        TypeDescriptor.of(RigCycle.class), TypeDescriptor.of(SensorMoments.class)))
                .via(
                    kv ->
                        KV.of(
                            kv.getKey().rigCycle(),
                            new SensorMoments(kv.getKey().sensor(), kv.getValue()))))
        .setCoder(KvCoder.of(RigCycleCoder.of(), SensorMomentsCoder.of()))
        // The panes of the moments are discarding, so the join keeps and merges all of them.
        .apply("Accumulate" + hertz, windowing.accumulating());
  }

  private static int rateOf(KV<SensorKey, Moments> element, int partitions) {
    return RATES.indexOf(element.getKey().sensor().hertz());
  }
}
