package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Directory of measurements in the layout of the public data set of the rig. The files PS1.txt to
 * SE.txt have one cycle per row, as tab-separated numbers. The file cycles.txt is optional. The
 * files contain no times. The number of values in a row gives the sample rate of a sensor. Cycles
 * pass through windows of one second, as in the stream, so the same library computes the same
 * features.
 */
final class Measurements implements CycleSource {
  private static final int ROWS_A_TASK = 256;

  private final String directory;
  private final List<Integer> numbers;
  private final Map<Sensor, Integer> widths;

  private Measurements(String directory, List<Integer> numbers, Map<Sensor, Integer> widths) {
    this.directory = directory;
    this.numbers = numbers;
    this.widths = widths;
  }

  /** Returns true for a directory of measurements. */
  static boolean areAt(FileSystem fileSystem, Path directory) throws IOException {
    return fileSystem.exists(new Path(directory, file(Sensor.PS1)));
  }

  /** Checks that all files exist and have the same number of rows. */
  static Measurements open(FileSystem fileSystem, Path directory) throws IOException {
    var widths = new EnumMap<Sensor, Integer>(Sensor.class);
    int rows = -1;
    for (Sensor sensor : Sensor.all()) {
      var file = new Path(directory, file(sensor));
      if (!fileSystem.exists(file)) {
        throw UserException.failed(
            "%s has no %s; it takes one file for each of the sensors %s",
            directory, file.getName(), Sensor.names());
      }
      List<Integer> shape = shape(fileSystem, file);
      rows = rows < 0 ? shape.get(0) : rows;
      if (rows == 0 || shape.get(0) != rows) {
        throw UserException.failed(
            "%s has %d rows, and PS1.txt has %d; all sensors need the same cycles, one at least",
            file, shape.get(0), rows);
      }
      widths.put(sensor, shape.get(1));
    }
    return new Measurements(directory.toString(), numbers(fileSystem, directory, rows), widths);
  }

  static String file(Sensor sensor) {
    return sensor + ".txt";
  }

  /** Returns the number of rows of a file, and the number of values in its first row. */
  private static List<Integer> shape(FileSystem fileSystem, Path file) throws IOException {
    int rows = 0;
    int width = 0;
    try (BufferedReader reader = reader(fileSystem, file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          width = rows == 0 ? line.split("\t", -1).length : width;
          rows++;
        }
      }
    }
    return List.of(rows, width);
  }

  private static List<Integer> numbers(FileSystem fileSystem, Path directory, int rows)
      throws IOException {
    var file = new Path(directory, "cycles.txt");
    if (!fileSystem.exists(file)) {
      return IntStream.range(0, rows).boxed().toList();
    }
    var numbers = new ArrayList<Integer>();
    try (BufferedReader reader = reader(fileSystem, file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.strip().matches("\\d{1,9}|")) {
          throw UserException.failed(
              "%s, line %d: '%s' is not a cycle number; correct the line",
              file, numbers.size() + 1, line);
        } else if (!line.isBlank()) {
          numbers.add(Integer.valueOf(line.strip()));
        }
      }
    }
    if (numbers.size() != rows) {
      throw UserException.failed(
          "%s has %d rows, but PS1.txt has %d; each cycle needs its number",
          file, numbers.size(), rows);
    }
    return numbers;
  }

  static BufferedReader reader(FileSystem fileSystem, Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(fileSystem.open(file), StandardCharsets.UTF_8), 1 << 16);
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
          directory, file(sensor), width, layout.lengthMillis() / 1000.0);
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
