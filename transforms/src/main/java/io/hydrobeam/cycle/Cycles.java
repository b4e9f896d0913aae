package io.hydrobeam.cycle;

import static java.util.Comparator.comparing;

import io.hydrobeam.model.CycleStatistics;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Pure functions that build load cycles from the windows of the stream. The statistics of a cycle
 * are the statistics of its samples: windows are merged by their moments.
 */
public final class Cycles {
  private Cycles() {}

  /**
   * Builds the cycles of one rig and one cycle number. Of several versions of a window the complete
   * one counts, then the one with the most samples, then the one with the highest revision. The
   * table of rows uses the same order. {@link CycleRule} separates cycles with the same number. The
   * position of a window in its cycle is its distance from the first window.
   *
   * @param windows at least one window, in any order
   * @param rig the configuration with the sampling rate of each sensor
   * @param layout the length and the phases of a cycle
   * @return the cycles in the order of time
   */
  public static List<CycleSummary> of(
      Iterable<RigSnapshot> windows, RigConfig rig, CycleLayout layout) {
    BinaryOperator<RigSnapshot> best =
        BinaryOperator.maxBy(
            comparing(rig::isComplete)
                .thenComparing(RigSnapshot::samples)
                .thenComparing(RigSnapshot::revision));
    var byStart = new TreeMap<Long, RigSnapshot>();
    windows.forEach(window -> byStart.merge(window.windowStartMillis(), window, best));
    var cycles = new ArrayList<CycleSummary>();
    for (long start : CycleRule.starts(byStart.navigableKeySet(), layout.lengthMillis())) {
      var cycle = byStart.subMap(start, true, start + layout.lengthMillis(), true);
      cycles.add(summarize(new ArrayList<>(cycle.values()), layout));
    }
    return cycles;
  }

  /**
   * Returns the faults of an incomplete cycle: a missing part of the cycle, or a wrong number of
   * samples of a sensor. Empty for a complete cycle.
   *
   * @param cycle the cycle
   * @param rig the configuration with the sampling rate of each sensor
   * @param layout the length and the phases of a cycle
   */
  public static List<String> faults(CycleSummary cycle, RigConfig rig, CycleLayout layout) {
    var faults = new ArrayList<String>();
    long spanned = cycle.endMillis() - cycle.startMillis();
    if (spanned < layout.lengthMillis()) {
      faults.add(
          String.format(Locale.ROOT, "%d of %d s", spanned / 1000, layout.lengthMillis() / 1000));
    }
    for (Sensor sensor : Sensor.all()) {
      CycleStatistics statistics = cycle.sensors().get(sensor);
      long samples = statistics == null ? 0 : statistics.whole().count();
      long promised = rig.samplesIn(sensor, layout.lengthMillis());
      if (samples != promised) {
        faults.add(String.format(Locale.ROOT, "%d of %d samples of %s", samples, promised, sensor));
      }
    }
    return faults;
  }

  private static CycleSummary summarize(List<RigSnapshot> windows, CycleLayout layout) {
    RigSnapshot first = windows.get(0);
    var sensors = new EnumMap<Sensor, CycleStatistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      List<RigSnapshot> heard = windows.stream().filter(w -> w.of(sensor).isPresent()).toList();
      if (!heard.isEmpty()) {
        sensors.put(sensor, statistics(sensor, heard, first.windowStartMillis(), layout));
      }
    }
    return new CycleSummary(
        first.rig(),
        first.cycle(),
        first.windowStartMillis(),
        windows.get(windows.size() - 1).windowEndMillis(),
        windows.size(),
        sensors);
  }

  private static CycleStatistics statistics(
      Sensor sensor, List<RigSnapshot> windows, long start, CycleLayout layout) {
    var phases = new Moments[layout.phases()];
    for (RigSnapshot window : windows) {
      int phase = layout.phaseOf(window.windowStartMillis() - start);
      Moments moments = Moments.of(window.sensors().get(sensor));
      phases[phase] = phases[phase] == null ? moments : phases[phase].merge(moments);
    }
    Moments whole =
        Arrays.stream(phases).filter(phase -> phase != null).reduce(Moments::merge).orElseThrow();
    return new CycleStatistics(whole, slope(sensor, windows), Arrays.asList(phases));
  }

  /**
   * Returns the slope, per second, of the least squares line through the averages of the windows.
   * Each average is placed in the middle of its window. Null for fewer than two windows.
   */
  static @Nullable Double slope(Sensor sensor, Collection<RigSnapshot> windows) {
    if (windows.size() < 2) {
      return null;
    }
    double origin = windows.iterator().next().windowStartMillis();
    double[] seconds =
        windows.stream()
            .mapToDouble(
                w -> ((w.windowStartMillis() - origin) + (w.windowEndMillis() - origin)) / 2000)
            .toArray();
    double[] values =
        windows.stream().map(w -> w.sensors().get(sensor)).mapToDouble(Statistics::avg).toArray();
    double meanTime = Arrays.stream(seconds).average().orElseThrow();
    double meanValue = Arrays.stream(values).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      covariance += (seconds[i] - meanTime) * (values[i] - meanValue);
      variance += (seconds[i] - meanTime) * (seconds[i] - meanTime);
    }
    return covariance / variance;
  }
}
