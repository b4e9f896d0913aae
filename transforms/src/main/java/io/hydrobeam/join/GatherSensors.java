package io.hydrobeam.join;

import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.JoinKeyCoder;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.model.SensorMomentsCoder;
import java.util.List;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.collect.Iterables;

/**
 * Groups the moments of all sensors of a {@link JoinKey}. The CoGroupByKey has one input per
 * sampling rate instead of one per sensor, because each input costs work, however few elements it
 * has.
 *
 * <p>Each element names its sensor, so one GroupByKey over all elements gives the same result.
 */
public final class GatherSensors
    extends PTransform<
        PCollection<KV<JoinKey, SensorMoments>>,
        PCollection<KV<JoinKey, Iterable<SensorMoments>>>> {
  private static final long serialVersionUID = 1L;

  private static final List<Integer> RATES =
      Sensor.all().stream().map(Sensor::hertz).distinct().toList();
  private static final List<TupleTag<KV<JoinKey, SensorMoments>>> OUTPUTS =
      RATES.stream()
          .map(hertz -> new TupleTag<KV<JoinKey, SensorMoments>>("to" + hertz + "Hz"))
          .toList();
  private static final List<TupleTag<SensorMoments>> INPUTS =
      RATES.stream().map(hertz -> new TupleTag<SensorMoments>(hertz + "Hz")).toList();

  private GatherSensors() {}

  /** Returns a CoGroupByKey with one input per sampling rate. */
  public static GatherSensors byRate() {
    return new GatherSensors();
  }

  @Override
  public PCollection<KV<JoinKey, Iterable<SensorMoments>>> expand(
      PCollection<KV<JoinKey, SensorMoments>> moments) {
    PCollectionTuple byRate =
        moments.apply(
            "ByRate",
            ParDo.of(new ByRateFn())
                .withOutputTags(
                    OUTPUTS.get(0),
                    TupleTagList.of(List.copyOf(OUTPUTS.subList(1, RATES.size())))));
    KeyedPCollectionTuple<JoinKey> joined = KeyedPCollectionTuple.empty(moments.getPipeline());
    for (int i = 0; i < RATES.size(); i++) {
      joined = joined.and(INPUTS.get(i), byRate.get(OUTPUTS.get(i)).setCoder(moments.getCoder()));
    }
    return joined
        .apply("CoGroupByKey", CoGroupByKey.create())
        .apply("AllRates", ParDo.of(new AllRatesFn()))
        .setCoder(KvCoder.of(JoinKeyCoder.of(), IterableCoder.of(SensorMomentsCoder.of())));
  }

  private static final class ByRateFn
      extends DoFn<KV<JoinKey, SensorMoments>, KV<JoinKey, SensorMoments>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<JoinKey, SensorMoments> element, MultiOutputReceiver out) {
      int hertz = element.getValue().sensor().hertz();
      out.get(OUTPUTS.get(RATES.indexOf(hertz))).output(element);
    }
  }

  private static final class AllRatesFn
      extends DoFn<KV<JoinKey, CoGbkResult>, KV<JoinKey, Iterable<SensorMoments>>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<JoinKey, CoGbkResult> joined,
        OutputReceiver<KV<JoinKey, Iterable<SensorMoments>>> out) {
      out.output(
          KV.of(
              joined.getKey(),
              Iterables.concat(
                  INPUTS.stream().map(tag -> joined.getValue().getAll(tag)).toList())));
    }
  }
}
