package io.hydrobeam.join;

import io.hydrobeam.metrics.GraphCounter;
import io.hydrobeam.model.JoinKey;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.SensorMoments;
import io.hydrobeam.model.Statistics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;

/**
 * Merges all moments of a rig, cycle and window into one snapshot. The revision is the index of the
 * pane. A firing without sensors yields no snapshot. A tally yields no snapshot either; its samples
 * are counted as samples in rows.
 */
final class MergeSensors extends DoFn<KV<JoinKey, Iterable<SensorMoments>>, RigSnapshot> {
  private static final long serialVersionUID = 1L;

  private final Counter samplesInRows = GraphCounter.SAMPLES_IN_ROWS.counter();

  private transient long samples;

  /** Returns the value of a tally: moments with this count, of an arbitrary sensor. */
  static SensorMoments tally(long count) {
    return new SensorMoments(Sensor.PS1, new Moments(count, 0, 0, 0, 0));
  }

  @StartBundle
  public void startBundle() {
    samples = 0;
  }

  @ProcessElement
  public void processElement(
      @Element KV<JoinKey, Iterable<SensorMoments>> joined,
      BoundedWindow window,
      PaneInfo pane,
      OutputReceiver<RigSnapshot> out) {
    RigCycle rigCycle = joined.getKey().rigCycle();
    if (rigCycle == null) {
      joined.getValue().forEach(tally -> samples += tally.moments().count());
      return;
    }
    var moments = new EnumMap<Sensor, Moments>(Sensor.class);
    for (SensorMoments part : joined.getValue()) {
      moments.merge(part.sensor(), part.moments(), Moments::merge);
    }
    if (moments.isEmpty()) {
      return;
    }
    var interval = (IntervalWindow) window;
    out.output(
        new RigSnapshot(
            rigCycle.rig(),
            rigCycle.cycle(),
            interval.start().getMillis(),
            interval.end().getMillis(),
            Math.toIntExact(pane.getIndex()),
            statistics(moments)));
  }

  @FinishBundle
  public void finishBundle() {
    samplesInRows.inc(samples);
  }

  private static Map<Sensor, Statistics> statistics(Map<Sensor, Moments> moments) {
    var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
    moments.forEach((sensor, m) -> statistics.put(sensor, m.statistics()));
    return statistics;
  }
}
