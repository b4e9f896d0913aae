package io.hydrobeam.batch.baseline;

import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Data set directory: the files PS1.txt to SE.txt, with one row of tab-separated values for each 60
 * s cycle. The file cycles.txt with the cycle numbers and the labels in a profile.txt are optional.
 * Cycles follow each other from the epoch on: the number of a cycle determines its time.
 */
public final class DataSetDirectory {
  private static final String RIG = "rig-1";
  private static final long CYCLE_MILLIS = CycleTrace.SECONDS * CycleTrace.SECOND_MILLIS;

  private final List<LabelledCycle> cycles;
  private final Map<Sensor, Double> rates;

  private DataSetDirectory(List<LabelledCycle> cycles, Map<Sensor, Double> rates) {
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
  public static DataSetDirectory read(
      Path directory, @Nullable Path labels, RigConfig rig, IntPredicate chosen) {
    if (!Files.isDirectory(directory)) {
      throw UserException.invalid(
          "%s is no directory; name one that holds PS1.txt to SE.txt", directory);
    }
    int[] numbers = numbers(directory);
    List<int[]> profile = labels == null ? null : profile(labels, numbers.length);
    boolean[] taken = new boolean[numbers.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = chosen.test(numbers[i]);
    }
    var seconds = new EnumMap<Sensor, List<Statistics[]>>(Sensor.class);
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      List<Statistics[]> read = seconds(directory.resolve(sensor + ".txt"), taken);
      seconds.put(sensor, read);
      rates.put(sensor, read.isEmpty() ? 1.0 : (double) read.get(0)[0].count());
    }
    RigConfig atRates = rig.at(rates);
    var cycles = new ArrayList<LabelledCycle>();
    for (int i = 0; i < numbers.length; i++) {
      if (taken[i]) {
        cycles.add(
            cycle(
                numbers[i],
                cycles.size(),
                seconds,
                profile == null ? null : profile.get(i),
                atRates));
      }
    }
    return new DataSetDirectory(cycles, rates);
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

  private static int[] numbers(Path directory) {
    Path file = directory.resolve("cycles.txt");
    if (Files.exists(file)) {
      return lines(file).stream().mapToInt(line -> whole(file, line)).toArray();
    }
    int count = lines(directory.resolve("PS1.txt")).size();
    var numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static List<int[]> profile(Path file, int cycles) {
    var profile = new ArrayList<int[]>();
    for (String line : lines(file)) {
      int[] labels = Arrays.stream(line.split("\t")).mapToInt(text -> whole(file, text)).toArray();
      if (labels.length != 5) {
        throw UserException.invalid(
            "%s, line %d has %d values; it takes five: cooler, valve, pump, accumulator, stable",
            file, profile.size() + 1, labels.length);
      }
      profile.add(labels);
    }
    if (profile.size() != cycles) {
      throw UserException.invalid(
          "%s has %d rows and the data set %d cycles; each cycle needs its row",
          file, profile.size(), cycles);
    }
    return profile;
  }

  private static int whole(Path file, String text) {
    if (!text.strip().matches("\\d{1,9}")) {
      throw UserException.invalid("%s: '%s' is no whole number; correct it", file, text);
    }
    return Integer.parseInt(text.strip());
  }

  private static List<String> lines(Path file) {
    try {
      return Utf8.lines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static List<Statistics[]> seconds(Path file, boolean[] taken) {
    var cycles = new ArrayList<Statistics[]>();
    try (BufferedReader reader = Utf8.reader(file)) {
      for (int i = 0; i < taken.length; i++) {
        String line = reader.readLine();
        if (line == null) {
          throw UserException.invalid(
              "%s has %d rows, expected %d: all sensors need the same cycles",
              file, i, taken.length);
        }
        if (taken[i]) {
          cycles.add(seconds(file, i + 1, line));
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return cycles;
  }

  private static Statistics[] seconds(Path file, int line, String text) {
    double[] values =
        Arrays.stream(text.strip().split("\t"))
            .mapToDouble(value -> number(value).orElse(Double.NaN))
            .toArray();
    if (values.length % CycleTrace.SECONDS != 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
      throw UserException.invalid(
          "%s, line %d: expected a multiple of 60 finite numbers with tabs between them, not %d"
              + " values; correct the line or remove the cycle from all files",
          file, line, values.length);
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

  private static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static UserException unreadable(Path file, IOException e) {
    return UserException.invalid(
        "cannot read %s (%s); a data set has one file for each of the sensors %s",
        file, UserException.rootCause(e), Sensor.names());
  }
}
