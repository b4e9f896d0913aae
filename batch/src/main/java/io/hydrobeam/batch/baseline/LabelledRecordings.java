package io.hydrobeam.batch.baseline;

import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.common.UserException;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.recordings.RecordingFiles;
import io.hydrobeam.recordings.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Cycles of a data set directory as rows, with the labels of each cycle if there are any. Cycles
 * follow each other from the epoch on: the number of a cycle determines its time.
 */
public final class LabelledRecordings {
  private static final String RIG = "rig-1";
  private static final long CYCLE_MILLIS = CycleTrace.SECONDS * CycleTrace.SECOND_MILLIS;

  private final List<LabelledCycle> cycles;
  private final Map<Sensor, Double> rates;

  private LabelledRecordings(List<LabelledCycle> cycles, Map<Sensor, Double> rates) {
    this.cycles = List.copyOf(cycles);
    this.rates = rates;
  }

  /**
   * Reads a directory.
   *
   * @param labels the file with one row of labels for each cycle, or null
   * @param chosen the cycle numbers to read
   * @throws UserException naming the missing or invalid file, the line and the remedy
   */
  public static LabelledRecordings read(
      Path directory, @Nullable Path labels, RigConfig rig, IntPredicate chosen) {
    if (!Files.isDirectory(directory)) {
      throw UserException.invalid(
          "%s is not a directory; name a data set directory with PS1.txt to SE.txt", directory);
    }
    Recordings recordings =
        Recordings.open(RecordingFiles.local(directory, UserException.Kind.INVALID));
    List<Integer> numbers = recordings.numbers();
    List<int[]> profile = labels == null ? null : profile(recordings, labels);
    boolean[] taken = new boolean[numbers.size()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = chosen.test(numbers.get(i));
    }
    var seconds = new EnumMap<Sensor, List<Statistics[]>>(Sensor.class);
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      List<Statistics[]> read =
          recordings.rows(sensor, taken).stream()
              .map(row -> seconds(directory, sensor, row))
              .toList();
      seconds.put(sensor, read);
      rates.put(sensor, read.isEmpty() ? 1.0 : (double) read.get(0)[0].count());
    }
    RigConfig atRates = rig.at(rates);
    var cycles = new ArrayList<LabelledCycle>();
    for (int i = 0; i < numbers.size(); i++) {
      if (taken[i]) {
        cycles.add(
            cycle(
                numbers.get(i),
                cycles.size(),
                seconds,
                profile == null ? null : profile.get(i),
                atRates));
      }
    }
    return new LabelledRecordings(cycles, rates);
  }

  /**
   * Returns the file of labels: the file of this name, or else the file of this name within the
   * data set.
   */
  public static @Nullable Path labels(String dataset, @Nullable String labels) {
    if (labels == null) {
      return null;
    }
    Path within = Path.of(dataset).resolve(labels);
    return !Files.exists(Path.of(labels)) && Files.exists(within) ? within : Path.of(labels);
  }

  /** Returns the chosen cycles, in the order of the files. */
  public List<LabelledCycle> cycles() {
    return cycles;
  }

  /** Returns the sample rate of each sensor, in samples per second. */
  public Map<Sensor, Double> rates() {
    return rates;
  }

  private static LabelledCycle cycle(
      int number,
      int place,
      Map<Sensor, List<Statistics[]>> seconds,
      int @Nullable [] labels,
      RigConfig rig) {
    var rows = new ArrayList<FeatureVector>();
    long start = number * CYCLE_MILLIS;
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
      for (Sensor sensor : Sensor.all()) {
        sensors.put(sensor, seconds.get(sensor).get(place)[second]);
      }
      long at = start + second * CycleTrace.SECOND_MILLIS;
      rows.add(
          Features.of(
              new RigSnapshot(RIG, number, at, at + CycleTrace.SECOND_MILLIS, 0, sensors), rig));
    }
    return new LabelledCycle(
        rows,
        CycleTrace.of(rows),
        labels == null ? null : Condition.of(Arrays.copyOf(labels, 4)),
        labels == null || labels[4] == 0);
  }

  private static List<int[]> profile(Recordings recordings, Path labels) {
    try {
      return recordings.labels(labels.toString(), Files.newInputStream(labels));
    } catch (IOException e) {
      throw UserException.invalid(
          "cannot read the labels %s (%s); name another file by --labels",
          labels, UserException.rootCause(e));
    }
  }

  private static Statistics[] seconds(Path directory, Sensor sensor, double[] values) {
    if (values.length % CycleTrace.SECONDS != 0) {
      throw UserException.invalid(
          "%s has rows of %d values, expected a multiple of 60: a row is a cycle of 60 s",
          directory.resolve(Recordings.file(sensor)), values.length);
    }
    int rate = values.length / CycleTrace.SECONDS;
    var seconds = new Statistics[CycleTrace.SECONDS];
    for (int second = 0; second < seconds.length; second++) {
      var of = Arrays.stream(values, second * rate, (second + 1) * rate).summaryStatistics();
      double deviation =
          Arrays.stream(values, second * rate, (second + 1) * rate)
              .map(v -> (v - of.getAverage()) * (v - of.getAverage()))
              .sum();
      seconds[second] =
          new Statistics(
              rate,
              of.getAverage(),
              of.getMin(),
              of.getMax(),
              rate == 1 ? 0 : Math.sqrt(deviation / (rate - 1)));
    }
    return seconds;
  }
}
