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
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
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
 * input of a CoGroupByKey costs tasks in each batch, however few elements it has. Counts {@code
 * samples_in_rows}: each sample is in one part that comes in, so none is counted twice.
 */
public final class JoinSensors
    extends PTransform<PCollection<KV<SensorKey, Moments>>, PCollection<RigSnapshot>> {
  private static final long serialVersionUID = 1L;

  private static final List<Integer> RATES =
      Sensor.all().stream().map(Sensor::hertz).distinct().toList();

  // Spark writes the tag of each element that it caches, and so whatever a tag refers to.
  private static final List<TupleTag<KV<RigCycle, SensorMoments>>> OUTPUTS =
      RATES.stream()
          .map(hertz -> new TupleTag<KV<RigCycle, SensorMoments>>("to" + hertz + "Hz"))
          .toList();
  private static final List<TupleTag<SensorMoments>> INPUTS =
      RATES.stream().map(hertz -> new TupleTag<SensorMoments>(hertz + "Hz")).toList();

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
    PCollectionTuple byRate =
        moments.apply(
            "KeyByRigAndCycle",
            ParDo.of(new KeyByRigAndCycle()).withOutputTags(OUTPUTS.get(0), others()));
    KeyedPCollectionTuple<RigCycle> joined = KeyedPCollectionTuple.empty(moments.getPipeline());
    for (int i = 0; i < RATES.size(); i++) {
      joined =
          joined.and(
              INPUTS.get(i),
              byRate
                  .get(OUTPUTS.get(i))
                  .setCoder(KvCoder.of(RigCycleCoder.of(), SensorMomentsCoder.of()))
                  // Each firing of the moments holds what is new: the join keeps and merges all.
                  .apply("Accumulate" + RATES.get(i) + "Hz", windowing.accumulating()));
    }
    return joined
        .apply("CoGroupByKey", CoGroupByKey.create())
        .apply("MergeSensors", ParDo.of(new MergeSensors(INPUTS)));
  }

  private static TupleTagList others() {
    TupleTagList others = TupleTagList.empty();
    for (var output : OUTPUTS.subList(1, OUTPUTS.size())) {
      others = others.and(output);
    }
    return others;
  }

  /** Takes the sensor out of the key, and each sampling rate to an output of its own. */
  private static final class KeyByRigAndCycle
      extends DoFn<KV<SensorKey, Moments>, KV<RigCycle, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    private final Counter samplesInRows = Metrics.counter(JoinSensors.class, "samples_in_rows");
    private transient long samples;

    @StartBundle
    public void startBundle() {
      samples = 0;
    }

    @ProcessElement
    public void processElement(@Element KV<SensorKey, Moments> element, MultiOutputReceiver out) {
      samples += element.getValue().count();
      Sensor sensor = element.getKey().sensor();
      out.get(OUTPUTS.get(RATES.indexOf(sensor.hertz())))
          .output(
              KV.of(element.getKey().rigCycle(), new SensorMoments(sensor, element.getValue())));
    }

    @FinishBundle
    public void finishBundle() {
      samplesInRows.inc(samples);
    }
  }
}
