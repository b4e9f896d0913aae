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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

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
    List<TupleTag<KV<RigCycle, SensorMoments>>> outputs = new ArrayList<>();
    List<TupleTag<SensorMoments>> inputs = new ArrayList<>();
    for (int hertz : RATES) {
      outputs.add(new TupleTag<>("to" + hertz + "Hz") {});
      inputs.add(new TupleTag<>(hertz + "Hz") {});
    }
    PCollectionTuple byRate =
        moments.apply(
            "KeyByRigAndCycle",
            ParDo.of(new KeyByRigAndCycle(outputs))
                .withOutputTags(outputs.get(0), others(outputs)));
    KeyedPCollectionTuple<RigCycle> joined = KeyedPCollectionTuple.empty(moments.getPipeline());
    for (int i = 0; i < RATES.size(); i++) {
      joined =
          joined.and(
              inputs.get(i),
              byRate
                  .get(outputs.get(i))
                  .setCoder(KvCoder.of(RigCycleCoder.of(), SensorMomentsCoder.of()))
                  // Each firing of the moments holds what is new: the join keeps and merges all.
                  .apply("Accumulate" + RATES.get(i) + "Hz", windowing.accumulating()));
    }
    return joined
        .apply("CoGroupByKey", CoGroupByKey.create())
        .apply("MergeSensors", ParDo.of(new MergeSensors(inputs)));
  }

  private static TupleTagList others(List<TupleTag<KV<RigCycle, SensorMoments>>> outputs) {
    TupleTagList others = TupleTagList.empty();
    for (var output : outputs.subList(1, outputs.size())) {
      others = others.and(output);
    }
    return others;
  }

  /** Takes the sensor out of the key, and each sampling rate to an output of its own. */
  private static final class KeyByRigAndCycle
      extends DoFn<KV<SensorKey, Moments>, KV<RigCycle, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    private final List<TupleTag<KV<RigCycle, SensorMoments>>> outputs;

    KeyByRigAndCycle(List<TupleTag<KV<RigCycle, SensorMoments>>> outputs) {
      this.outputs = List.copyOf(outputs);
    }

    @ProcessElement
    public void processElement(@Element KV<SensorKey, Moments> element, MultiOutputReceiver out) {
      Sensor sensor = element.getKey().sensor();
      out.get(outputs.get(RATES.indexOf(sensor.hertz())))
          .output(
              KV.of(element.getKey().rigCycle(), new SensorMoments(sensor, element.getValue())));
    }
  }
}
