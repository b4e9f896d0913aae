package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.cycle.Cycles;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.recordings.Recordings;
import io.hydrobeam.recordings.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.hadoop.fs.Path;

/**
 * Reads consecutive rows of a directory of measurements. An input element has the index of the
 * first row, from 0, and the cycle numbers of all rows. The outputs are cycles and messages about
 * unusable files. The time of a cycle counts from the start of the cycle.
 */
final class ReadCycles extends DoFn<KV<Integer, List<Integer>>, CycleSummary> {
  static final TupleTag<CycleSummary> CYCLES = new TupleTag<>() {};
  static final TupleTag<String> PROBLEMS = new TupleTag<>() {};
  private static final long serialVersionUID = 1L;
  private static final String RIG = "rig-1";

  private final String directory;

  @SuppressWarnings("serial") // EnumMap is serializable
  private final Map<Sensor, Integer> widths;

  private final RigConfig rig;
  private final CycleLayout layout;

  ReadCycles(String directory, Map<Sensor, Integer> widths, RigConfig rig, CycleLayout layout) {
    this.directory = directory;
    this.widths = widths;
    this.rig = rig;
    this.layout = layout;
  }

  @ProcessElement
  public void processElement(@Element KV<Integer, List<Integer>> rows, MultiOutputReceiver out)
      throws IOException {
    int first = rows.getKey();
    List<Integer> numbers = rows.getValue();
    var samples = new EnumMap<Sensor, List<double[]>>(Sensor.class);
    try {
      for (Sensor sensor : Sensor.all()) {
        samples.put(sensor, read(sensor, first, numbers.size()));
      }
    } catch (UserException e) {
      out.get(PROBLEMS).output(e.getMessage());
      return;
    }
    for (int i = 0; i < numbers.size(); i++) {
      List<RigSnapshot> windows = windows(numbers.get(i), samples, i);
      Cycles.of(windows, rig, layout).forEach(out.get(CYCLES)::output);
    }
  }

  private List<double[]> read(Sensor sensor, int first, int count) throws IOException {
    int width = widths.get(sensor);
    var rows = new ArrayList<double[]>(count);
    try (RowReader reader =
        Recordings.reader(HadoopRecordingFiles.in(new Path(directory)), sensor)) {
      for (int i = 0; i < first; i++) {
        reader.skip();
      }
      for (int i = 0; i < count; i++) {
        double[] row = reader.next();
        if (row == null) {
          throw UserException.failed(
              "%s/%s lost rows while it was read; run the command again",
              directory, Recordings.file(sensor));
        }
        if (row.length != width) {
          throw reader.problem(
              String.format(
                  Locale.ROOT, "%d values, expected %d as in the first row", row.length, width));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<RigSnapshot> windows(int cycle, Map<Sensor, List<double[]>> samples, int row) {
    var windows = new ArrayList<RigSnapshot>();
    for (int second = 0; second < layout.lengthMillis() / 1000; second++) {
      var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
      for (Sensor sensor : Sensor.all()) {
        double[] values = samples.get(sensor).get(row);
        int hertz = (int) (values.length * 1000L / layout.lengthMillis());
        var moments = new MomentsBuilder();
        for (int i = second * hertz; i < (second + 1) * hertz; i++) {
          moments.add(values[i]);
        }
        statistics.put(sensor, moments.build().statistics());
      }
      windows.add(new RigSnapshot(RIG, cycle, second * 1000L, (second + 1) * 1000L, 0, statistics));
    }
    return windows;
  }
}
