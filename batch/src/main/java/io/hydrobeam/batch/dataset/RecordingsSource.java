package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.recordings.Recordings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Source of the cycles of a data set directory. The files contain no times. Cycles pass through
 * windows of one second, as in the stream, so the same library computes the same features.
 */
final class RecordingsSource implements CycleSource {
  private static final int ROWS_A_TASK = 256;

  private final String directory;
  private final List<Integer> numbers;
  private final Map<Sensor, Integer> widths;

  private RecordingsSource(String directory, List<Integer> numbers, Map<Sensor, Integer> widths) {
    this.directory = directory;
    this.numbers = numbers;
    this.widths = widths;
  }

  /** Opens a directory and checks that all sensors have the same number of rows. */
  static RecordingsSource open(Recordings recordings, String directory) {
    var widths = new EnumMap<Sensor, Integer>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      widths.put(sensor, recordings.width(sensor));
    }
    return new RecordingsSource(directory, recordings.numbers(), widths);
  }

  @Override
  public String kind() {
    return "directory of measurements";
  }

  @Override
  public boolean timed() {
    return false;
  }

  @Override
  public RigConfig rig(RigConfig configured, CycleLayout layout) {
    var sensors = new EnumMap<Sensor, SensorSpec>(Sensor.class);
    widths.forEach(
        (sensor, width) ->
            sensors.put(
                sensor,
                new SensorSpec(
                    configured.sensors().get(sensor).unit(), width / seconds(sensor, layout))));
    return new RigConfig(
        sensors,
        configured.pressures(),
        configured.temperatures(),
        configured.flows(),
        configured.limits());
  }

  private double seconds(Sensor sensor, CycleLayout layout) {
    int width = widths.get(sensor);
    long seconds = layout.lengthMillis() / 1000;
    if (layout.lengthMillis() % 1000 != 0 || width % seconds != 0) {
      throw UserException.failed(
          "%s/%s has %d values in a row; a cycle of %s s takes a multiple of its seconds, see"
              + " --cycleLength",
          directory, Recordings.file(sensor), width, layout.lengthMillis() / 1000.0);
    }
    return seconds;
  }

  @Override
  public Cycles read(Pipeline pipeline, RigConfig rig, CycleLayout layout, TimeSpan span) {
    var tasks = new ArrayList<KV<Integer, List<Integer>>>();
    for (int from = 0; from < numbers.size(); from += ROWS_A_TASK) {
      int to = Math.min(from + ROWS_A_TASK, numbers.size());
      tasks.add(KV.of(from, List.copyOf(numbers.subList(from, to))));
    }
    PCollectionTuple read =
        pipeline
            .apply(
                "Rows",
                Create.of(tasks)
                    .withCoder(KvCoder.of(VarIntCoder.of(), ListCoder.of(VarIntCoder.of()))))
            .apply(
                "ReadCycles",
                ParDo.of(new ReadCycles(directory, widths, rig, layout))
                    .withOutputTags(ReadCycles.CYCLES, TupleTagList.of(ReadCycles.PROBLEMS)));
    return new Cycles(read.get(ReadCycles.CYCLES), read.get(ReadCycles.PROBLEMS));
  }
}
